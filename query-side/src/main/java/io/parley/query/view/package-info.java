/** How the views are read: whether they are complete, and the chats and members in them. */
@NullMarked
package io.parley.query.view;

import org.jspecify.annotations.NullMarked;
