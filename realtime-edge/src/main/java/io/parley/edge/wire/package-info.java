/** Bytes on the wire: JSON or CBOR in, encoded once out. */
@NullMarked
package io.parley.edge.wire;

import org.jspecify.annotations.NullMarked;
