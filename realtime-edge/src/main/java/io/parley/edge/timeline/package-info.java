/** Timelines: streams of devices and pages of history. */
@NullMarked
package io.parley.edge.timeline;

import org.jspecify.annotations.NullMarked;
