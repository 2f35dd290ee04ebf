/** The query side: queries answered from the views. */
@NullMarked
package io.parley.query;

import org.jspecify.annotations.NullMarked;
