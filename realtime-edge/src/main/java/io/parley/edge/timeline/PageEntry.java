package io.parley.edge.timeline;

import io.parley.edge.wire.Encoded;

/** An envelope of a page. */
record PageEntry(long seq, Encoded envelope) {}
