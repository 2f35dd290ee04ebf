/** How far the views are behind the events while they are rebuilt. */
@NullMarked
package io.parley.projection.rebuild;

import org.jspecify.annotations.NullMarked;
