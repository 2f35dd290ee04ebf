package io.parley.system.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.client.ParleyCli;
import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Http;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Standalone;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Poison is made for real: rows of the event store are broken while the views, kept in memory, are to be built again. */
class DeadLettersTest {
    private static final String PATH = "/admin/dead-letters";

    @TempDir
    private Path directory;

    @Test
    void aChatWithABrokenEventWaitsWhileOthersGoOnUntilItIsMendedOrLeftOut() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> inMemory = Map.of("PARLEY_MONGOD", "none");
        String broken;
        String unknown;
        String well;
        String alice;
        try (Standalone server = Standalone.start(home, inMemory);
                Parley parley = new Parley(server.base())) {
            Device one = parley.device("alice");
            alice = one.userId();
            broken = three(one, one.opensGroup("broken", parley.device("bob")));
            unknown = three(one, one.opensGroup("unknown", parley.device("bob")));
            well = three(one, one.opensGroup("well", parley.device("bob")));
            change(
                    home,
                    "update domainevententry set payload = convert_to('{\"chatId\":', 'UTF8')"
                            + " where aggregateidentifier = ? and sequencenumber = 2",
                    broken);
            change(
                    home,
                    "update domainevententry set payloadtype = 'io.parley.shared.chat.Unheard'"
                            + " where aggregateidentifier = ? and sequencenumber = 2",
                    unknown);
        }
        try (Standalone server = Standalone.start(home, inMemory);
                Parley parley = new Parley(server.base())) {
            Http admin = new Http(server.base(), parley.tokens().of("root", "chat admin", 600));
            Device again = parley.connectAs(alice, "laptop");
            await().atMost(Device.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Json.number(again.inboxRow(well), "lastSeq"))
                            .isEqualTo(3));
            await().atMost(Device.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Json.list(admin.get(PATH).ok(), "chats")).hasSize(2));

            assertThat(parley.rest("mallory").get(PATH).refusal(403).code()).isEqualTo("FORBIDDEN");
            assertThat(parley.stranger().get(PATH).refusal(401).code()).isEqualTo("UNAUTHENTICATED");
            assertThat(admin.get(PATH + "/" + well).refusal(404).code()).isEqualTo("NOT_FOUND");
            assertThat(admin.get(PATH + "?limit=0").refusal(400).code()).isEqualTo("INVALID");
            assertThat(admin.get(PATH + "/" + broken).body())
                    .doesNotContain("text ")
                    .contains("\"seq\":2");

            assertThat(Json.number(
                            admin.post(PATH + "/" + unknown + "/retry", "").ok(), "count"))
                    .isEqualTo(2);
            change(
                    home,
                    "update domainevententry set payloadtype = 'io.parley.shared.chat.MessageSent'"
                            + " where aggregateidentifier = ? and sequencenumber = 2",
                    unknown);
            String shown = parley(server, 0, "retry", unknown);
            assertThat(shown).contains("no letters left");
            assertThat(seqs(again, unknown)).containsExactly(0L, 1L, 2L, 3L);

            assertThat(parley(server, 0, "list"))
                    .contains(broken, "MessageSent #2")
                    .doesNotContain(unknown);
            assertThat(parley(server, 0, "show", broken)).contains("2 events", "waits behind");
            assertThat(parley(server, 3, "retry", broken)).contains("2 events", "cannot be read");
            assertThat(admin.post(PATH + "/" + broken + "/evict?letters=first&letter=3", "")
                            .refusal(409)
                            .code())
                    .isEqualTo("CONFLICT");
            assertThat(admin.post(PATH + "/" + broken + "/evict", "")
                            .refusal(400)
                            .code())
                    .isEqualTo("INVALID");
            assertThat(parley(server, 0, "evict", broken, "2")).contains("no letters left");
            assertThat(seqs(again, broken)).containsExactly(0L, 1L, 3L);
            EventStream stream = again.events();
            stream.awaits("CAUGHT_UP");
            assertThat(stream.seqs(broken)).containsExactly(0L, 1L, 3L);
            assertThat(parley(server, 0, "list")).contains("No dead letters");
            assertThat(server.output()).doesNotContain("text 2");
        }
    }

    private static String three(Device device, String chatId) {
        for (int i = 1; i <= 3; i++) {
            device.says(chatId, "text " + i);
        }
        return chatId;
    }

    private static List<Long> seqs(Device device, String chatId) {
        return Json.list(device.ask("history", Map.of("chatId", chatId, "limit", 50)), "items").stream()
                .map(item -> Json.number(item, "seq"))
                .toList();
    }

    private static String parley(Standalone server, int expectedExit, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine parley = ParleyCli.commandLine();
        parley.setOut(new PrintWriter(out, true));
        parley.setErr(new PrintWriter(err, true));
        String[] arguments = new String[words.length + 3];
        arguments[0] = "dead-letters";
        System.arraycopy(words, 0, arguments, 1, words.length);
        arguments[words.length + 1] = "--url";
        arguments[words.length + 2] = server.base().toString();
        assertThat(parley.execute(arguments)).as("%s%s", out, err).isEqualTo(expectedExit);
        return out.toString();
    }

    private static void change(Path home, String sql, String chatId) throws IOException, SQLException {
        List<String> pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
        String url = "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/postgres";
        String password = Files.readString(home.resolve("postgres/password")).strip();
        try (Connection connection = DriverManager.getConnection(url, "parley", password);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, chatId);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
