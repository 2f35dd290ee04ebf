/** How events travel from the delivery processor to the edge nodes over Redis. */
@NullMarked
package io.parley.shared.delivery;

import org.jspecify.annotations.NullMarked;
