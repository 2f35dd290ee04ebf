/** A client of the wire contract: typed calls over RSocket WebSocket, and nothing of the server. */
@NullMarked
package io.parley.client;

import org.jspecify.annotations.NullMarked;
