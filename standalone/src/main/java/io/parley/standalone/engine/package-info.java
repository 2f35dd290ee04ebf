/** Which engines the program starts itself, and where the roles find them. */
@NullMarked
package io.parley.standalone.engine;

import org.jspecify.annotations.NullMarked;
