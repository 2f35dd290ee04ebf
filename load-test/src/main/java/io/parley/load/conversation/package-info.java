/** Workloads in which messages are sent to chats and delivered on streams: who talks to whom, and how fast. */
@NullMarked
package io.parley.load.conversation;

import org.jspecify.annotations.NullMarked;
