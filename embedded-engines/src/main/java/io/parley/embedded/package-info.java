/**
 * PostgreSQL, Redis and MongoDB for one machine: started, adopted, watched and stopped with the program that uses them.
 *
 * <p>The engines are daemons in sessions of their own, no children of the program. Who wants to find them (to watch,
 * pause or kill them) reads their process ids from the first lines of these files below the home; they change with each
 * start of the engine:
 *
 * <ul>
 *   <li>{@code postgres/data/postmaster.pid}: the server; its backends are the descendants of this process
 *   <li>{@code redis/redis.pid}: the one process
 *   <li>{@code mongo/mongod.pid}: the one process, where a {@code mongod} is used
 * </ul>
 *
 * <p>The file of an engine that was killed stays until it is started again, which the watch does at once. To pause
 * PostgreSQL, pause its descendants too: sessions go on without the server that opened them.
 */
@NullMarked
package io.parley.embedded;

import org.jspecify.annotations.NullMarked;
