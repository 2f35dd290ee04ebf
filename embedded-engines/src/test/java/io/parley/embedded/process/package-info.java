/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded.process;

import org.jspecify.annotations.NullMarked;
