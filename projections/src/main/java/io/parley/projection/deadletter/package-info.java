/** Events that cannot be projected: set aside chat by chat, looked at, tried again or left out. */
@NullMarked
package io.parley.projection.deadletter;

import org.jspecify.annotations.NullMarked;
