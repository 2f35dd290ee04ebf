/** Wiring of the edge and nothing else. */
@NullMarked
package io.parley.edge.config;

import org.jspecify.annotations.NullMarked;
