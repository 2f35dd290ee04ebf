/** Commands, from the bus to the commit. */
@NullMarked
package io.parley.benchmark.command;

import org.jspecify.annotations.NullMarked;
