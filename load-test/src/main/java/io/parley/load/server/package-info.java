/** The server under load, seen from outside: started, stopped, and what its processes use. */
@NullMarked
package io.parley.load.server;

import org.jspecify.annotations.NullMarked;
