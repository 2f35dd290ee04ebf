/** Many devices come back at once, while others send. */
@NullMarked
package io.parley.load.storm;

import org.jspecify.annotations.NullMarked;
