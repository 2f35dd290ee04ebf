/** What a run records: every try, every envelope, every answer, and at the end what is stored. */
@NullMarked
package io.parley.check.history;

import org.jspecify.annotations.NullMarked;
