/** Measures a running Parley from outside, run by hand. */
@NullMarked
package io.parley.load;

import org.jspecify.annotations.NullMarked;
