/** The code by which devices join live delivery, run step by step in orders that chance forces on it. */
@NullMarked
package io.parley.system.schedule;

import org.jspecify.annotations.NullMarked;
