/** Envelopes as bytes. */
@NullMarked
package io.parley.benchmark.envelope;

import org.jspecify.annotations.NullMarked;
