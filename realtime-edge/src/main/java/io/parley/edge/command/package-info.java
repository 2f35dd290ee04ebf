/** The way from the edge to the write side. */
@NullMarked
package io.parley.edge.command;

import org.jspecify.annotations.NullMarked;
