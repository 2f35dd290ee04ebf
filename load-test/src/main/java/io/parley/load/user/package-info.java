/** The users of a run: names, tokens, connections. */
@NullMarked
package io.parley.load.user;

import org.jspecify.annotations.NullMarked;
