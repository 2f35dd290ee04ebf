package io.parley.edge.session;

import org.jspecify.annotations.Nullable;

/** Data of SETUP. */
record SetupRequest(@Nullable String deviceId, @Nullable Long protocol) {}
