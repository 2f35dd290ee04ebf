package io.parley.check.device;

import org.jspecify.annotations.Nullable;

/** The place in a timeline that a device confirms: REST names it by its message. */
record Held(long seq, @Nullable String messageId) {}
