/** Snapshots of aggregates, taken from memory. */
@NullMarked
package io.parley.command.snapshot;

import org.jspecify.annotations.NullMarked;
