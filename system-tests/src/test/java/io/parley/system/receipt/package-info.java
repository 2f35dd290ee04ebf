/** Stories of receipts and unread counts. */
@NullMarked
package io.parley.system.receipt;

import org.jspecify.annotations.NullMarked;
