/** Where a run's randomness comes from. */
@NullMarked
package io.parley.check.dice;

import org.jspecify.annotations.NullMarked;
