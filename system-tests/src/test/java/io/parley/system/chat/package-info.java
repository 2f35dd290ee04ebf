/** Stories of chats: creating, inbox and members. */
@NullMarked
package io.parley.system.chat;

import org.jspecify.annotations.NullMarked;
