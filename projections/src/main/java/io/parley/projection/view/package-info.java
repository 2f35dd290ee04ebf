/** How views are written: idempotent changes, one bulk write per collection. */
@NullMarked
package io.parley.projection.view;

import org.jspecify.annotations.NullMarked;
