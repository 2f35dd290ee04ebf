/** Stories of crashes, stops and starts. */
@NullMarked
package io.parley.system.restart;

import org.jspecify.annotations.NullMarked;
