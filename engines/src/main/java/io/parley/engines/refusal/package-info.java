/** Refusals on their way across the command and query buses. */
@NullMarked
package io.parley.engines.refusal;

import org.jspecify.annotations.NullMarked;
