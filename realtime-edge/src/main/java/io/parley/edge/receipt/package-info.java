/** Confirming and looking up receipts. */
@NullMarked
package io.parley.edge.receipt;

import org.jspecify.annotations.NullMarked;
