/** What the views keep of a user in a chat. */
@NullMarked
package io.parley.projection.member;

import org.jspecify.annotations.NullMarked;
