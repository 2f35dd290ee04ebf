/** The history checker: many clients, a nemesis, and a proof from what was recorded. */
@NullMarked
package io.parley.check;

import org.jspecify.annotations.NullMarked;
