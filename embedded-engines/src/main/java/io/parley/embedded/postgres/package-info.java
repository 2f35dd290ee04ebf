/** PostgreSQL as the durable event store of one machine. */
@NullMarked
package io.parley.embedded.postgres;

import org.jspecify.annotations.NullMarked;
