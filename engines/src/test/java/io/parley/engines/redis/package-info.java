/** Tests of how Redis is reached. */
@NullMarked
package io.parley.engines.redis;

import org.jspecify.annotations.NullMarked;
