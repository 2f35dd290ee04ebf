package io.parley.system.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Http;
import io.parley.system.kit.Json;
import io.parley.system.kit.OutlivingServer;
import io.parley.system.kit.Parley;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Records of sends, as a command side on Axon Server stores them, among the events that are shown and delivered. */
@EndToEnd
class SendRecordsTest {
    private static final String RECORD = "io.parley.shared.message.SendRecorded";
    private static final int ROUNDS = 10;

    @Test
    void areNeitherShownNorDeliveredNorInTheWayWhateverIsInThem(OutlivingServer server) throws SQLException {
        try (Parley parley = new Parley(server.standalone().base())) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            EventStream stream = bob.events();
            stream.awaits("CAUGHT_UP");
            String chatId = alice.opensDirect(bob);
            for (int round = 0; round < ROUNDS; round++) {
                long seq = Json.number(alice.says(chatId, "message " + round), "seq");
                stores(server, chatId, RECORD, "{\"key\":\"k\",\"chatId\":\"" + chatId + "\",\"seq\":" + seq + "}");
                stores(server, chatId, RECORD, "{\"key\":");
                stores(server, chatId, RECORD + "Anew", "{}");
            }
            long last = Json.number(alice.says(chatId, "the end"), "seq");

            stream.awaits(chatId, last);
            List<Long> all = LongStream.rangeClosed(0, last).boxed().toList();
            assertThat(stream.seqs(chatId)).isEqualTo(all);
            await("the view has come as far")
                    .atMost(Device.PATIENCE)
                    .untilAsserted(() -> assertThat(Json.number(bob.inboxRow(chatId), "lastSeq"))
                            .isEqualTo(last));
            assertThat(Json.number(bob.inboxRow(chatId), "unread")).isEqualTo(last);
            Http admin = new Http(parley.base(), parley.tokens().of("root", "chat admin", 600));
            assertThat(Json.list(admin.get("/admin/dead-letters").ok(), "chats"))
                    .isEmpty();
        }
    }

    /** Stores one in a stream of its own, with everything else as the events of the chat have it. */
    private static void stores(OutlivingServer server, String chatId, String type, String payload) throws SQLException {
        EmbeddedPostgresServer postgres = server.engines().postgres();
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                PreparedStatement insert = connection.prepareStatement("insert into domainevententry (eventidentifier,"
                        + " aggregateidentifier, sequencenumber, type, timestamp, payloadtype, payloadrevision, payload,"
                        + " metadata) select ?, ?, 0, 'SendRecord', timestamp, ?, '1', convert_to(?, 'UTF8'), metadata"
                        + " from domainevententry where aggregateidentifier = ? and sequencenumber = 0")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, UUID.randomUUID().toString());
            insert.setString(3, type);
            insert.setString(4, payload);
            insert.setString(5, chatId);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
