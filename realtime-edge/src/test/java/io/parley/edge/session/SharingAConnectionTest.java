package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams and queries of one connection hold its memory together. */
class SharingAConnectionTest extends EdgeTest {
    private static final int CURSORS = 10_000;

    @AfterEach
    void showMarks() {
        backend.refuseMarks(false);
    }

    @Test
    void queriesAreAnsweredWhileStreamsWaitForViewsThatAreAway() {
        try (Device kai = device("kai").connect()) {
            backend.refuseMarks(true);
            List<Following> streams =
                    Stream.generate(() -> kai.follow(Map.of())).limit(8).toList();
            for (int i = 0; i < 5; i++) {
                assertThat(kai.ask("inbox", Map.of("limit", 10)).has("chats")).isTrue();
            }
            backend.refuseMarks(false);
            streams.forEach(stream -> stream.awaitType("CAUGHT_UP"));
        }
    }

    @Test
    void asManyCursorsAsARequestMayHaveFindRoom() {
        Map<String, Integer> cursors = new HashMap<>();
        for (int i = 0; i < CURSORS; i++) {
            cursors.put("chat-" + i, i);
        }
        try (Device lea = device("lea").connect();
                Following stream = lea.follow(Map.of("cursors", cursors))) {
            stream.awaitType("CAUGHT_UP");
        }
    }
}
