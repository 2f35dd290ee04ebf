package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@EndToEnd
class ComingAndGoingTest {
    private static final int CHATS = 3;
    private static final int MESSAGES_A_CHAT = 150;

    private final Random random = new Random(11);
    private final Map<String, Long> cursors = new HashMap<>();

    /** A phone on a train: each stream is short, and its cursors are all that it has when it comes back. */
    @Test
    void missesNothingAndGetsNothingTwice(Parley parley) {
        Device alice = parley.device("alice");
        List<String> chats = Stream.generate(() -> alice.opensGroup("Lake", parley.device("bob")))
                .limit(CHATS)
                .toList();
        Disposable sending = Flux.range(0, CHATS * MESSAGES_A_CHAT)
                .flatMap(i -> alice.sends(chats.get(i % CHATS), UUID.randomUUID(), "message " + i), 4)
                .subscribe();

        Device bob = parley.device("bob");
        while (!chats.stream().allMatch(chatId -> cursor(chatId) == MESSAGES_A_CHAT)) {
            try (EventStream stream = bob.events(Map.of("cursors", cursors), random.nextInt(1, 40))) {
                stream.awaitsAnything();
                stream.close();
                stream.seen().forEach(this::take);
            }
        }

        await("the last ACK").atMost(Device.PATIENCE).until(sending::isDisposed);
    }

    private void take(JsonNode envelope) {
        assertThat(Json.text(envelope, "type")).isNotEqualTo("GAP");
        if (envelope.has("seq")) {
            String chatId = Json.text(envelope, "chatId");
            assertThat(Json.number(envelope, "seq")).isEqualTo(cursor(chatId) + 1);
            cursors.put(chatId, cursor(chatId) + 1);
        }
    }

    private long cursor(String chatId) {
        return cursors.getOrDefault(chatId, -1L);
    }
}
