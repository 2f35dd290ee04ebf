/** Stories of a device's stream: catch-up, live, gaps and cursors. */
@NullMarked
package io.parley.system.stream;

import org.jspecify.annotations.NullMarked;
