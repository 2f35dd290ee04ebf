/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded.redis;

import org.jspecify.annotations.NullMarked;
