/** The benchmarks as tests see them. */
@NullMarked
package io.parley.benchmark;

import org.jspecify.annotations.NullMarked;
