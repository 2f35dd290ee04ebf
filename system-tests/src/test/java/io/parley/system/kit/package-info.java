/** What the stories are told with: a server of their own, devices, streams and REST callers. */
@NullMarked
package io.parley.system.kit;

import org.jspecify.annotations.NullMarked;
