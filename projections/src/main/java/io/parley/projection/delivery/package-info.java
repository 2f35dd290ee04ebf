/** Events on their way to the edge nodes: each envelope encoded once, each batch published once per node. */
@NullMarked
package io.parley.projection.delivery;

import org.jspecify.annotations.NullMarked;
