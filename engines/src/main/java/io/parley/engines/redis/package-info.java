/** Redis, which carries deliveries and presence and is never the record. */
@NullMarked
package io.parley.engines.redis;

import org.jspecify.annotations.NullMarked;
