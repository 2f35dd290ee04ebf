/** The realtime edge: what devices, bots and simple clients talk to. */
@NullMarked
package io.parley.edge;

import org.jspecify.annotations.NullMarked;
