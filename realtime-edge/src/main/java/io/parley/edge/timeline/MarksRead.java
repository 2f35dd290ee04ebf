package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of marks that a stream needs.
 *
 * @param since from when on they must have moved, null for all
 * @param after where the page goes on, null for the first
 */
record MarksRead(@Nullable Instant since, @Nullable ChatId after) {}
