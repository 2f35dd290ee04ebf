/** Live delivery: from this node's topic in Redis to the streams of its devices. */
@NullMarked
package io.parley.edge.delivery;

import org.jspecify.annotations.NullMarked;
