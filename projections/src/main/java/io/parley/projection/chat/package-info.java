/** What the views keep of a chat as a whole. */
@NullMarked
package io.parley.projection.chat;

import org.jspecify.annotations.NullMarked;
