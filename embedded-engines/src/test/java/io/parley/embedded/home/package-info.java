/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded.home;

import org.jspecify.annotations.NullMarked;
