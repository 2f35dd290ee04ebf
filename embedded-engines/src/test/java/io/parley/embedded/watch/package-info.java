/** Tests of the watch, with engines that die to order. */
@NullMarked
package io.parley.embedded.watch;

import org.jspecify.annotations.NullMarked;
