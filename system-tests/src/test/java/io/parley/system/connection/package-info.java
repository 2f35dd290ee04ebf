/** Stories of connections: SETUP, expiry, limits and origins. */
@NullMarked
package io.parley.system.connection;

import org.jspecify.annotations.NullMarked;
