/** What is looked at again and again for as long as the role runs. */
@NullMarked
package io.parley.projection.watch;

import org.jspecify.annotations.NullMarked;
