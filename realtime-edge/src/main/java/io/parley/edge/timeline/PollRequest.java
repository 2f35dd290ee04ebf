package io.parley.edge.timeline;

import io.parley.edge.wire.Fields;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/events}: that of {@code events}, and how long to wait.
 *
 * @param waitSeconds 0 to 30: how long to wait where nothing is newer than the cursors
 */
record PollRequest(
        @Nullable Map<String, @Nullable Long> cursors,
        @Nullable Long limit,
        @Nullable String resume,
        @Nullable Long waitSeconds) {
    private static final int LONGEST_WAIT = 30;

    EventsRequest.Checked events() {
        return new EventsRequest(cursors, limit, resume).checked();
    }

    Duration patience() {
        return Duration.ofSeconds(waitSeconds == null ? 0 : Fields.within("waitSeconds", waitSeconds, 0, LONGEST_WAIT));
    }
}
