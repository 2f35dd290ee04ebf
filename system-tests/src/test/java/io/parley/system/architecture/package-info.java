/** What may depend on what, and how things are built, over every module. */
@NullMarked
package io.parley.system.architecture;

import org.jspecify.annotations.NullMarked;
