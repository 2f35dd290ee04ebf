/** The timeline group: collects a batch of events and turns it into views, in order per chat. */
@NullMarked
package io.parley.projection.timeline;

import org.jspecify.annotations.NullMarked;
