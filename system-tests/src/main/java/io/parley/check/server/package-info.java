/** The server under test: its process, its engines' processes, and lines to them that can be cut. */
@NullMarked
package io.parley.check.server;

import org.jspecify.annotations.NullMarked;
