/** Stories played by rsocket-js under node. */
@NullMarked
package io.parley.system.javascript;

import org.jspecify.annotations.NullMarked;
