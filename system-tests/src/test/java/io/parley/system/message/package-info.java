/** Stories of messages: sending, history and what is refused. */
@NullMarked
package io.parley.system.message;

import org.jspecify.annotations.NullMarked;
