/** Wiring: what every role needs to reach its engines. */
@NullMarked
package io.parley.engines.config;

import org.jspecify.annotations.NullMarked;
