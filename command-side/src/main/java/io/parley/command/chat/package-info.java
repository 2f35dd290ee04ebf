/** The chat aggregate: whose event stream is the chat's timeline. */
@NullMarked
package io.parley.command.chat;

import org.jspecify.annotations.NullMarked;
