package io.parley.edge.inbox;

import org.jspecify.annotations.Nullable;

/** Body of {@code inbox}. */
record InboxRequest(@Nullable Long limit, @Nullable String cursor) {}
