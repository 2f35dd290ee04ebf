/** How long a server takes to build its views again from the events. */
@NullMarked
package io.parley.load.replay;

import org.jspecify.annotations.NullMarked;
