/** Stories of the demo and the load test. */
@NullMarked
package io.parley.system.tool;

import org.jspecify.annotations.NullMarked;
