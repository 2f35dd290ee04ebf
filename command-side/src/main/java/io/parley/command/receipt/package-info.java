/** The receipts aggregate: one member's marks in one chat, in a stream of its own. */
@NullMarked
package io.parley.command.receipt;

import org.jspecify.annotations.NullMarked;
