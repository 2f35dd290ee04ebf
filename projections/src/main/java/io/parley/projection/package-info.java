/** The projections role: events become views in MongoDB and deliveries to the edge nodes. */
@NullMarked
package io.parley.projection;

import org.jspecify.annotations.NullMarked;
