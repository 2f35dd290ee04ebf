/** A small world around the edge for its tests: a write side, views and a router in memory, real Redis, real sockets. */
@NullMarked
package io.parley.edge.world;

import org.jspecify.annotations.NullMarked;
