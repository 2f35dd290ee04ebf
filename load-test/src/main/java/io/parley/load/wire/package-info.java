/** A connection that costs next to nothing: prepared bytes out, a glance at the bytes that come in. */
@NullMarked
package io.parley.load.wire;

import org.jspecify.annotations.NullMarked;
