/** The timeline as devices see it: envelopes, and the queries for pages of it. */
@NullMarked
package io.parley.shared.timeline;

import org.jspecify.annotations.NullMarked;
