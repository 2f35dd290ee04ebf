/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded.postgres;

import org.jspecify.annotations.NullMarked;
