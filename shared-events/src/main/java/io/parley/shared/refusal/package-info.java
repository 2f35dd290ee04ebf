/** Refusals: why a request was not carried out, in the terms of the wire contract. */
@NullMarked
package io.parley.shared.refusal;

import org.jspecify.annotations.NullMarked;
