/** A device's connection: SETUP, identity, limits and its end. */
@NullMarked
package io.parley.edge.session;

import org.jspecify.annotations.NullMarked;
