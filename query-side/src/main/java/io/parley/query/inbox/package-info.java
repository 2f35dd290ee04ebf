/** A user's chats, newest activity first. */
@NullMarked
package io.parley.query.inbox;

import org.jspecify.annotations.NullMarked;
