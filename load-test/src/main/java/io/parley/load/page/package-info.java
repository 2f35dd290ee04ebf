/** Pages of history and inbox, read by many. */
@NullMarked
package io.parley.load.page;

import org.jspecify.annotations.NullMarked;
