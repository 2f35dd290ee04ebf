package io.parley.system.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** One long story, because each start costs seconds: one message for one clientMsgId, for ever. */
class RepeatsTest {
    private static final int REPEATS = 100;
    private static final int FURTHER = 650;

    private final UUID clientMsgId = UUID.randomUUID();

    @Test
    void getTheFirstAckHoweverManyHoweverLateAndAfterAKill(@TempDir Path directory) {
        Path home = directory.resolve("home");
        String userId;
        String chatId;
        JsonNode first;
        try (Standalone server = Standalone.start(home);
                Parley parley = new Parley(server.base())) {
            List<Device> devices = devices(parley, parley.userId("alice"));
            userId = devices.get(0).userId();
            chatId = devices.get(0).opensDirect(parley.device("bob"));
            first = isOneMessage(devices, chatId);
            goesOnFor(FURTHER, devices.get(0), chatId);
            assertThat(isOneMessage(devices, chatId)).isEqualTo(first);
            server.kill();
        }
        try (Standalone again = Standalone.start(home);
                Parley after = new Parley(again.base())) {
            List<Device> devices = devices(after, userId);
            assertThat(isOneMessage(devices, chatId)).isEqualTo(first);
            otherContentIsStillAConflict(devices.get(0), chatId);
            isInTheHistoryOnce(devices.get(0), chatId);
            assertThat(Json.number(devices.get(0).says(chatId, "next"), "seq")).isEqualTo(FURTHER + 2L);
        }
    }

    private static List<Device> devices(Parley parley, String userId) {
        return List.of(
                parley.connectAs(userId, "phone"),
                parley.connectAs(userId, "laptop"),
                parley.connectAs(userId, "tablet"),
                parley.connectAs(userId, "watch"));
    }

    /** Sends it many times at once from all devices; returns the one ACK that all get. */
    private JsonNode isOneMessage(List<Device> devices, String chatId) {
        List<JsonNode> acks = Flux.range(0, REPEATS)
                .flatMap(i -> devices.get(i % devices.size()).sends(chatId, clientMsgId, "once"), REPEATS)
                .collectList()
                .blockOptional(Device.PATIENCE)
                .orElseThrow();
        assertThat(acks).hasSize(REPEATS);
        assertThat(Set.copyOf(acks)).hasSize(1);
        return acks.get(0);
    }

    private static void goesOnFor(int messages, Device device, String chatId) {
        Flux.range(0, messages)
                .flatMap(n -> device.sends(chatId, UUID.randomUUID(), "message " + n), 32)
                .blockLast(Device.PATIENCE.multipliedBy(2));
    }

    private void otherContentIsStillAConflict(Device device, String chatId) {
        assertThat(device.refused("message.send", Device.message(chatId, clientMsgId, "twice"))
                        .code())
                .isEqualTo("CONFLICT");
    }

    private void isInTheHistoryOnce(Device device, String chatId) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        do {
            page = device.ask("history", Map.of("chatId", chatId, "afterSeq", items.size() - 1L, "limit", 200));
            items.addAll(Json.list(page, "items"));
        } while (page.path("more").asBoolean());
        assertThat(items).hasSize(FURTHER + 2);
        assertThat(items)
                .filteredOn(it -> Json.is(it, "clientMsgId", clientMsgId.toString()))
                .hasSize(1);
    }
}
