/** What must be true of a run's records, one promise of the protocol per class. */
@NullMarked
package io.parley.check.rule;

import org.jspecify.annotations.NullMarked;
