/** When each member's marks passed which seq. */
@NullMarked
package io.parley.projection.receipt;

import org.jspecify.annotations.NullMarked;
