/** Parley as its users meet it: end to end over real sockets, and the architecture rules over every module. */
@NullMarked
package io.parley.system;

import org.jspecify.annotations.NullMarked;
