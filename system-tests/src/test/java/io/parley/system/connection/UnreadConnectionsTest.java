package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Memory;
import io.parley.system.kit.OutlivingServer;
import io.parley.system.kit.Parley;
import io.parley.system.kit.RawDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Devices that ask for everything and leave it in their sockets, measured in the memory of the server. */
@EndToEnd
class UnreadConnectionsTest {
    private static final int MIB = 1 << 20;
    private static final int CONNECTIONS = 20;
    private static final String CIPHERTEXT = "A".repeat(128 * 1024);
    /** 8 MiB for each: Linux alone takes four of them off the server's hands. */
    private static final int MESSAGES = 64;

    /** What has nothing to do with devices. */
    private static final int BESIDES = 20 * MIB;

    /** More than the server keeps in memory of the newest events, so that more of them take no more of it. */
    private static final int EVENTS_KEPT = 300;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** 30 s without reading and what it takes to notice. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(40);

    @Test
    void holdAMebibyteEachAtMostAndAreClosedAndNobodyElseNotices(OutlivingServer server) {
        try (Parley parley = new Parley(server.standalone().base())) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            EventStream stream = bob.events();
            String chatId = opens(alice, parley.userId("bob"));
            sends(alice, List.of(chatId), EVENTS_KEPT);
            stream.awaits(chatId, EVENTS_KEPT);
            List<String> chats = IntStream.range(0, CONNECTIONS)
                    .mapToObj(number -> opens(alice, parley.userId("silent-" + number)))
                    .toList();
            List<RawDevice> silent = IntStream.range(0, CONNECTIONS)
                    .mapToObj(number -> parley.rawDevice("silent-" + number, "phone"))
                    .toList();
            silent.forEach(device -> device.asksForEvents(1));
            Memory before = Memory.of(server.standalone());

            sends(alice, chats, MESSAGES);
            Memory after = Memory.of(server.standalone());
            assertThat(after.bytes() - before.bytes()).isLessThan(CONNECTIONS * MIB + BESIDES);
            isServed(alice, stream, chatId);

            await("they are closed")
                    .atMost(CLOSED_WITHIN)
                    .until(() -> silent.stream().noneMatch(RawDevice::isOpen));
            assertThat(silent)
                    .allSatisfy(device -> assertThat(device.readsToTheEnd(Device.PATIENCE))
                            .hasSizeLessThan(MESSAGES * CIPHERTEXT.length()));
            isServed(alice, stream, chatId);
        }
    }

    private static String opens(Device alice, String member) {
        return Json.text(
                alice.ask(
                        "chat.create",
                        Map.of(
                                "kind",
                                "GROUP",
                                "title",
                                "with " + member,
                                "members",
                                List.of(member),
                                "encrypted",
                                true)),
                "chatId");
    }

    private static void sends(Device alice, List<String> chats, int messages) {
        Flux.range(0, messages)
                .concatMapIterable(round -> chats)
                .flatMap(chatId -> alice.asks("message.send", message(chatId)), 8)
                .blockLast(PATIENCE);
    }

    private static Map<String, Object> message(String chatId) {
        return Map.of("chatId", chatId, "clientMsgId", UUID.randomUUID().toString(), "ciphertext", CIPHERTEXT);
    }

    private static void isServed(Device alice, EventStream atBob, String chatId) {
        long began = System.nanoTime();
        atBob.awaits(chatId, Json.number(alice.ask("message.send", message(chatId)), "seq"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
}
