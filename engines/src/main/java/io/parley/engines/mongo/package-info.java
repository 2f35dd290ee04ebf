/** MongoDB, which holds the views: the client and the shape of what is in them. */
@NullMarked
package io.parley.engines.mongo;

import org.jspecify.annotations.NullMarked;
