/** Receipts: how far each member has received and read, as events in streams of their own. */
@NullMarked
package io.parley.shared.receipt;

import org.jspecify.annotations.NullMarked;
