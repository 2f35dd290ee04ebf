package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Mongo;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One long story, because each start costs seconds: kill -9 under load, and all that must be true afterwards. */
class CrashTest {
    private static final int ACKS_BEFORE_THE_CRASH = 200;
    private static final int REPLAYED = 10_000;

    private final Queue<JsonNode> acks = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> sent = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @MethodSource("io.parley.system.kit.Mongo#all")
    void losesNoAcknowledgedMessageAndRepeatsNone(Mongo mongo, @TempDir Path directory) {
        Path home = directory.resolve("home");
        Standalone server = Standalone.start(home, mongo.settings());
        Parley parley = new Parley(server.base());
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");
        String chatId = alice.opensDirect(bob);
        long cursor = holdsAFewMessages(alice, bob, chatId);

        Disposable sending = sendsWithoutPause(alice, chatId);
        await().atMost(Device.PATIENCE).until(() -> acks.size() >= ACKS_BEFORE_THE_CRASH);
        server.kill();
        sending.dispose();
        parley.close();

        try (Standalone again = Standalone.start(home, mongo.settings());
                Parley after = new Parley(again.base())) {
            Device aliceAgain = after.connectAs(alice.userId(), "phone");
            everyAckIsInHistory(aliceAgain, chatId);
            sendingAllAgainMakesNoMessageTwice(aliceAgain, chatId);
            theOtherComesBackWithItsCursor(after.connectAs(bob.userId(), "phone"), chatId, cursor);
        }
    }

    private static long holdsAFewMessages(Device alice, Device bob, String chatId) {
        EventStream stream = bob.events();
        alice.says(chatId, "before all");
        stream.awaits(chatId, 1);
        return 1;
    }

    private Disposable sendsWithoutPause(Device alice, String chatId) {
        return Flux.generate(sink -> sink.next(UUID.randomUUID()))
                .cast(UUID.class)
                .take(REPLAYED / 2)
                .doOnNext(sent::add)
                .flatMap(
                        id -> alice.asks("message.send", Device.message(chatId, id, "message " + id))
                                .doOnNext(acks::add)
                                .onErrorResume(cut -> Mono.empty()),
                        16)
                .takeUntil(unused -> !alice.isConnected())
                .subscribe();
    }

    private void everyAckIsInHistory(Device alice, String chatId) {
        Map<String, JsonNode> history = byMessageId(wholeHistory(alice, chatId));
        assertThat(acks).hasSizeGreaterThanOrEqualTo(ACKS_BEFORE_THE_CRASH).allSatisfy(ack -> {
            assertThat(history).containsKey(Json.text(ack, "messageId"));
            JsonNode message = history.getOrDefault(Json.text(ack, "messageId"), ack);
            assertThat(message.path("seq")).isEqualTo(ack.path("seq"));
        });
    }

    private void sendingAllAgainMakesNoMessageTwice(Device alice, String chatId) {
        List<JsonNode> repeats = Flux.fromIterable(sent)
                .flatMap(id -> alice.sends(chatId, id, "message " + id), 16)
                .collectList()
                .blockOptional(Device.PATIENCE.multipliedBy(3))
                .orElseThrow();

        assertThat(repeats).hasSameSizeAs(sent).containsAll(acks);
        long last = Json.number(alice.says(chatId, "the end"), "seq");
        assertThat(last).isEqualTo(sent.size() + 2L);
    }

    private void theOtherComesBackWithItsCursor(Device bob, String chatId, long cursor) {
        EventStream stream = bob.events(Map.of("cursors", Map.of(chatId, cursor), "limit", REPLAYED));
        long last = sent.size() + 2L;
        stream.awaits(chatId, last);

        List<Long> expected = new ArrayList<>();
        for (long seq = cursor + 1; seq <= last; seq++) {
            expected.add(seq);
        }
        assertThat(stream.seqs(chatId)).isEqualTo(expected);
    }

    private static List<JsonNode> wholeHistory(Device device, String chatId) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        do {
            page = device.ask("history", Map.of("chatId", chatId, "afterSeq", items.size() - 1L, "limit", 200));
            items.addAll(Json.list(page, "items"));
        } while (page.path("more").asBoolean());
        return items;
    }

    private static Map<String, JsonNode> byMessageId(List<JsonNode> items) {
        return items.stream()
                .filter(it -> Json.is(it, "type", "MESSAGE"))
                .collect(Collectors.toMap(it -> Json.text(it, "messageId"), it -> it));
    }
}
