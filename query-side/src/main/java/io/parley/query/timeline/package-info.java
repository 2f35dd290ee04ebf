/** History, and which chats a stream follows from where. */
@NullMarked
package io.parley.query.timeline;

import org.jspecify.annotations.NullMarked;
