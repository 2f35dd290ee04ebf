/** Stories of events that cannot be projected, and of the people who mend that. */
@NullMarked
package io.parley.system.deadletter;

import org.jspecify.annotations.NullMarked;
