/** A user's list of chats. */
@NullMarked
package io.parley.edge.inbox;

import org.jspecify.annotations.NullMarked;
