/** Counts, times and checks what is sent and delivered. */
@NullMarked
package io.parley.load.measure;

import org.jspecify.annotations.NullMarked;
