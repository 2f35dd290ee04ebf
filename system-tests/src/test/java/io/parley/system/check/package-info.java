/** That the history checker finds nothing where all is well, and bites where something is not. */
@NullMarked
package io.parley.system.check;

import org.jspecify.annotations.NullMarked;
