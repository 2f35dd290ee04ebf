/** How messages are named. */
@NullMarked
package io.parley.engines.id;

import org.jspecify.annotations.NullMarked;
