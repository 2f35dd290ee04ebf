package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.check.server.Line;
import io.parley.embedded.mongo.MongoStandIn;
import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A MongoDB of one's own that is gone for a while, with everything that it held. */
class MongoLossTest {
    private static final int SENDS = 20;

    @TempDir
    private Path directory;

    private MongoStandIn mongo;
    private Line line;
    private Standalone server;
    private Parley parley;
    private Device alice;
    private Device bob;

    @BeforeEach
    void start() {
        mongo = MongoStandIn.start(progress -> {});
        line = new Line(mongo.port());
        server = Standalone.start(
                directory.resolve("home"),
                Map.of("PARLEY_MONGO_URI", "mongodb://127.0.0.1:" + line.port() + "/parley"));
        parley = new Parley(server.base());
        alice = parley.device("alice");
        bob = parley.device("bob");
    }

    @AfterEach
    void stop() {
        parley.close();
        server.close();
        line.close();
        mongo.close();
    }

    @Test
    void stopsQueriesAndNoSendsAndViewsCatchUpAfterwards() {
        String chatId = alice.opensDirect(bob);
        EventStream stream = bob.events();
        stream.awaits("CAUGHT_UP");
        UUID id = UUID.randomUUID();
        JsonNode first = alice.ask("message.send", Device.message(chatId, id, "before"));
        stream.awaits(chatId, 1);

        line.refuse(true);
        line.cutAll();
        LongStream.rangeClosed(2, SENDS)
                .forEach(seq -> assertThat(Json.number(alice.says(chatId, "without views"), "seq"))
                        .isEqualTo(seq));
        assertThat(alice.ask("message.send", Device.message(chatId, id, "before")))
                .isEqualTo(first);
        String fresh = alice.opensGroup("begun meanwhile", bob);
        queriesAreRefused(chatId);
        assertThat(parley.stranger().get("/actuator/health/readiness").status()).isEqualTo(200);

        line.refuse(false);
        List<Long> all = LongStream.rangeClosed(0, SENDS).boxed().toList();
        await().atMost(Device.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(seqs(bob, chatId)).isEqualTo(all));
        stream.awaits(chatId, SENDS);
        stream.awaits(fresh, 0);
        assertThat(stream.seqs(chatId)).isEqualTo(all);
        assertThat(Json.number(bob.inboxRow(chatId), "unread")).isEqualTo(SENDS);
    }

    private void queriesAreRefused(String chatId) {
        List.of(
                        alice.refused("inbox", Map.of("limit", 10)),
                        alice.refused("history", Map.of("chatId", chatId)),
                        alice.refused("members", Map.of("chatId", chatId)),
                        alice.refused("receipts", Map.of("chatId", chatId, "seq", 1)),
                        parley.rest("alice").get("/api/chats").refusal(503))
                .forEach(MongoLossTest::isUnavailable);
    }

    private static void isUnavailable(Refusal refusal) {
        assertThat(refusal.code()).isEqualTo("UNAVAILABLE");
        assertThat(refusal.retryable()).isTrue();
    }

    private static List<Long> seqs(Device device, String chatId) {
        return Json.list(device.ask("history", Map.of("chatId", chatId, "limit", 50)), "items").stream()
                .map(item -> Json.number(item, "seq"))
                .toList();
    }
}
