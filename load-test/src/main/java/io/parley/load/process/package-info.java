/** This program again, in a process of its own. */
@NullMarked
package io.parley.load.process;

import org.jspecify.annotations.NullMarked;
