/** Keeps engines running for as long as the program runs that started them. */
@NullMarked
package io.parley.embedded.watch;

import org.jspecify.annotations.NullMarked;
