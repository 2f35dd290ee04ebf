package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One story of a data directory: held by one at a time, left cleanly, found again as it was left. */
class OwnershipTest {
    private static final int TERMINATED = 143;

    @Test
    void aDataDirectoryHasOneOwnerAndOutlivesIt(@TempDir Path directory) {
        Path home = directory.resolve("home");
        Standalone owner = Standalone.start(home);
        String chatId;
        String userId;
        try (Parley parley = new Parley(owner.base())) {
            Device alice = parley.device("alice");
            userId = alice.userId();
            chatId = alice.opensGroup("Lake");
            alice.says(chatId, "see you tomorrow");

            Device bob = parley.device("bob");
            String direct = bob.opensDirect(alice);
            bob.says(direct, "one");
            bob.says(direct, "two");
            alice.confirms(direct, "READ", 1);

            aSecondOwnerIsRefused(home);
            aSecondOnThePortIsRefused(
                    directory.resolve("elsewhere"), owner.base().getPort());
            assertThat(Json.number(alice.says(chatId, "the first goes on"), "seq"))
                    .isEqualTo(2);
        }
        assertThat(owner.stop()).as("exit code of a clean stop").isIn(0, TERMINATED);

        try (Standalone next = Standalone.start(home);
                Parley parley = new Parley(next.base())) {
            Device alice = parley.connectAs(userId, "phone");
            JsonNode page = alice.ask("history", Map.of("chatId", chatId, "limit", 10));
            assertThat(Json.list(page, "items")).hasSize(3);
            assertThat(Json.number(alice.says(chatId, "good morning"), "seq")).isEqualTo(3);
            assertThat(alice.ask("inbox", Map.of("limit", 10)).path("chats")).anySatisfy(row -> {
                assertThat(Json.text(row, "kind")).isEqualTo("DIRECT");
                assertThat(Json.number(row, "unread")).isEqualTo(1);
                assertThat(Json.number(row, "readSeq")).isEqualTo(1);
            });
        }
    }

    private static void aSecondOwnerIsRefused(Path home) {
        Standalone second = Standalone.launch(home, Standalone.freePort());

        assertThat(second.exitCode()).isNotZero();
        assertThat(second.output()).contains(home.toString()).doesNotContain("\tat ");
    }

    private static void aSecondOnThePortIsRefused(Path home, int port) {
        Standalone second = Standalone.launch(home, port);

        assertThat(second.exitCode()).isNotZero();
        assertThat(second.output()).contains(Integer.toString(port)).doesNotContain("\tat ");
    }
}
