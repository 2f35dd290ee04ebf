/** Wiring: the roles' own configurations, together. */
@NullMarked
package io.parley.standalone.config;

import org.jspecify.annotations.NullMarked;
