/** What the benchmarks of commands claim to measure. */
@NullMarked
package io.parley.benchmark.command;

import org.jspecify.annotations.NullMarked;
