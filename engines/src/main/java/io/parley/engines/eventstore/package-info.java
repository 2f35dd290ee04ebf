/** The event store: Axon Server, or Axon's JDBC storage on PostgreSQL where one machine is enough. */
@NullMarked
package io.parley.engines.eventstore;

import org.jspecify.annotations.NullMarked;
