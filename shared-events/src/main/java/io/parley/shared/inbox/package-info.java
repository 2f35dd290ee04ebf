/** The inbox: a user's chats, newest activity first. */
@NullMarked
package io.parley.shared.inbox;

import org.jspecify.annotations.NullMarked;
