/** All roles in one process, on engines that it starts itself unless it is given others. */
@NullMarked
package io.parley.standalone;

import org.jspecify.annotations.NullMarked;
