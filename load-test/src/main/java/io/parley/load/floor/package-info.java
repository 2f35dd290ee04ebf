/** The limits of the machine itself, measured beside Parley so that its figures become ratios. */
@NullMarked
package io.parley.load.floor;

import org.jspecify.annotations.NullMarked;
