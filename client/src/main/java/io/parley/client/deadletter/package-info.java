/** {@code parley dead-letters}: the events that cannot be projected, for administrators. */
@NullMarked
package io.parley.client.deadletter;

import org.jspecify.annotations.NullMarked;
