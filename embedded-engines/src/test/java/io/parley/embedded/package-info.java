/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded;

import org.jspecify.annotations.NullMarked;
