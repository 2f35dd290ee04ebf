/** Chats: their events, which are the timeline, and the command that opens one. */
@NullMarked
package io.parley.shared.chat;

import org.jspecify.annotations.NullMarked;
