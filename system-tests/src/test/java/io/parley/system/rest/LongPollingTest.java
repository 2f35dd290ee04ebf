package io.parley.system.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Answer;
import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Http;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EndToEnd
class LongPollingTest {
    private static final int BAD_REQUEST = 400;

    @Test
    void answersAtOnceWhatIsNewerThanTheCursors(Parley parley) {
        Device alice = parley.device("alice");
        String chatId = alice.opensGroup("Lake");
        alice.says(chatId, "one");
        alice.says(chatId, "two");
        Http poll = parley.rest("alice");

        JsonNode posted = poll.post("/api/events", Map.of("cursors", Map.of(chatId, 0), "waitSeconds", 30))
                .ok();
        JsonNode got = poll.get("/api/events?waitSeconds=30&cursors="
                        + URLEncoder.encode("{\"" + chatId + "\":0}", StandardCharsets.UTF_8))
                .ok();

        assertThat(texts(posted)).containsExactly("one", "two");
        assertThat(texts(got)).containsExactly("one", "two");
        assertThat(posted.has("resume")).isTrue();
    }

    @Test
    void waitsForWhatComes(Parley parley) {
        Device alice = parley.device("alice");
        String chatId = alice.opensDirect(parley.device("bob"));
        alice.says(chatId, "known");
        Map<String, Object> request = Map.of("cursors", Map.of(chatId, 1), "waitSeconds", 20);

        CompletableFuture<Answer> answer = parley.rest("bob").postLater("/api/events", request);
        alice.says(chatId, "news");

        assertThat(texts(answer.join().ok())).contains("news");
    }

    @Test
    void answersNothingWhereNothingComes(Parley parley) {
        Device alice = parley.device("alice");
        String chatId = alice.opensGroup("Lake");

        JsonNode answer = parley.rest("alice")
                .post("/api/events", Map.of("cursors", Map.of(chatId, 0), "waitSeconds", 1))
                .ok();

        assertThat(texts(answer)).isEmpty();
    }

    @Test
    void refusesToWaitLongerThan30Seconds(Parley parley) {
        assertThat(parley.rest("alice")
                        .post("/api/events", Map.of("cursors", Map.of(), "waitSeconds", 31))
                        .refusal(BAD_REQUEST)
                        .field())
                .isEqualTo("waitSeconds");
    }

    private static List<String> texts(JsonNode answer) {
        return Json.list(answer, "items").stream()
                .filter(it -> Json.is(it, "type", "MESSAGE"))
                .map(it -> Json.text(it, "text"))
                .toList();
    }
}
