/** Messages: the command that sends one, its content and its acknowledgement. */
@NullMarked
package io.parley.shared.message;

import org.jspecify.annotations.NullMarked;
