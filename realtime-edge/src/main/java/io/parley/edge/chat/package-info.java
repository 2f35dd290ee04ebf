/** Creating chats. */
@NullMarked
package io.parley.edge.chat;

import org.jspecify.annotations.NullMarked;
