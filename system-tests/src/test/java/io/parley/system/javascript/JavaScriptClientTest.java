package io.parley.system.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EndToEnd
class JavaScriptClientTest {
    private static final int REJECTED_SETUP = 3;

    @BeforeEach
    void installsRsocketJsOnce() {
        Node.prepare();
    }

    @Test
    void chatsLive(Parley parley) {
        List<JsonNode> told = Node.play("chat", parley);

        JsonNode ack = step(told, "ack");
        JsonNode live = step(told, "live");
        JsonNode receipt = step(told, "receipt");
        assertThat(step(told, "created").path("created").asBoolean()).isTrue();
        assertThat(Json.number(ack, "seq")).isEqualTo(1);
        assertThat(Json.text(live, "text")).isEqualTo("Grüße, 你好 🛶");
        assertThat(Json.text(live, "messageId")).isEqualTo(Json.text(ack, "messageId"));
        assertThat(step(told, "repeat").path("same").asBoolean()).isTrue();
        assertThat(Json.text(receipt, "userId")).isEqualTo(parley.userId("bob"));
        assertThat(Json.number(receipt, "upTo")).isEqualTo(1);
    }

    @Test
    void catchesUpAtItsOwnPace(Parley parley) {
        List<JsonNode> told = Node.play("catchUp", parley);

        assertThat(Json.number(step(told, "paced"), "count")).isEqualTo(5);
        assertThat(Json.list(step(told, "replayed"), "seqs"))
                .extracting(JsonNode::asLong)
                .containsExactlyElementsOf(LongStream.rangeClosed(5, 20).boxed().toList());
        assertThat(Json.texts(step(told, "history"), "texts"))
                .containsExactly("message 18", "message 19", "message 20");
        assertThat(Json.number(step(told, "inbox"), "unread")).isEqualTo(20);
    }

    @Test
    void isToldWhatIsWrong(Parley parley) {
        List<JsonNode> told = Node.play("refusals", parley);

        assertThat(Refusal.of(step(told, "unknown route")).code()).isEqualTo("NOT_FOUND");
        assertThat(Refusal.of(step(told, "missing field")).field()).isEqualTo("chatId");
        assertThat(step(told, "still there").path("created").asBoolean()).isTrue();
        assertThat(Json.number(step(told, "rejected"), "code")).isEqualTo(REJECTED_SETUP);
    }

    private static JsonNode step(List<JsonNode> told, String step) {
        return told.stream().filter(it -> Json.is(it, "step", step)).findFirst().orElseThrow();
    }
}
