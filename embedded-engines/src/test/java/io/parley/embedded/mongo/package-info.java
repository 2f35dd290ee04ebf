/** Tests on real engines and real processes. */
@NullMarked
package io.parley.embedded.mongo;

import org.jspecify.annotations.NullMarked;
