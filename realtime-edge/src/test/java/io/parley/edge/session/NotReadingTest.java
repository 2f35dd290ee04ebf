package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NotReadingTest extends EdgeTest {
    private static final String TEXT = "x".repeat(14 * 1024);

    @Autowired
    private MeterRegistry meters;

    @Test
    void costsTheConnectionWhateverItAskedForAndNobodyElseNotices() {
        double before = closed();
        try (Device una = device("una").connect();
                Device greedy = device("una").connect();
                Device open = device("una").connect();
                Following atUna = una.follow(Map.of())) {
            String chat = una.createGroup();
            for (int i = 0; i < 40; i++) {
                una.send(chat, TEXT);
            }
            greedy.reads(false);
            open.reads(false);
            byte[] page = "{\"chatId\":\"%s\",\"limit\":200}".formatted(chat).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 2_000; i++) {
                greedy.answer("history", page).subscribe(answer -> {}, error -> {});
            }
            for (int i = 0; i < 16; i++) {
                open.follow(Map.of());
            }
            for (int i = 0; i < 600; i++) {
                una.send(chat, TEXT);
            }
            una.send(chat, "undisturbed");
            assertThat(atUna.awaitText("undisturbed").seqs(chat)).hasSize(642);
            Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> closed() == before + 2);
            una.send(chat, "still undisturbed");
            atUna.awaitText("still undisturbed");
        }
    }

    private double closed() {
        return meters.counter("parley.device.closed", "reason", "unread").count();
    }
}
