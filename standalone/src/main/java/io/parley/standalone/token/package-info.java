/** Tokens for development, issued and verified with a key of this home; no other program of Parley has them. */
@NullMarked
package io.parley.standalone.token;

import org.jspecify.annotations.NullMarked;
