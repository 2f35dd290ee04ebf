/** Wires the query side. */
@NullMarked
package io.parley.query.config;

import org.jspecify.annotations.NullMarked;
