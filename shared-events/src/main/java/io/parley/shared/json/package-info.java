/** The one JSON form of events, envelopes and requests. */
@NullMarked
package io.parley.shared.json;

import org.jspecify.annotations.NullMarked;
