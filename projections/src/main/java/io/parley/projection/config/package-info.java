/** Wires the projections: processing groups, where they read and where their tokens stand. */
@NullMarked
package io.parley.projection.config;

import org.jspecify.annotations.NullMarked;
