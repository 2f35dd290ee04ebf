/** Who is in a chat. */
@NullMarked
package io.parley.edge.member;

import org.jspecify.annotations.NullMarked;
