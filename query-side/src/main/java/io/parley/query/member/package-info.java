/** Who is in a chat. */
@NullMarked
package io.parley.query.member;

import org.jspecify.annotations.NullMarked;
