/** A real Redis that keeps nothing on disk: in Parley it is a hint, never the record. */
@NullMarked
package io.parley.embedded.redis;

import org.jspecify.annotations.NullMarked;
