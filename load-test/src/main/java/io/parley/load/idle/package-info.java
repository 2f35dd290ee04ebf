/** Connections that are just there, and what they cost. */
@NullMarked
package io.parley.load.idle;

import org.jspecify.annotations.NullMarked;
