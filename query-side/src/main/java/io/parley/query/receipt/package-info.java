/** Who has received and read what, and when first. */
@NullMarked
package io.parley.query.receipt;

import org.jspecify.annotations.NullMarked;
