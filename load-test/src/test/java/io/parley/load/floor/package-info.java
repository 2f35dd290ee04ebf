/** The floors measured for real, briefly. */
@NullMarked
package io.parley.load.floor;

import org.jspecify.annotations.NullMarked;
