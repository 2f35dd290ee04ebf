/** Sending messages. */
@NullMarked
package io.parley.edge.message;

import org.jspecify.annotations.NullMarked;
