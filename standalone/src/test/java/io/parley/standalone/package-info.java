/** Tests of the standalone program. */
@NullMarked
package io.parley.standalone;

import org.jspecify.annotations.NullMarked;
