package io.parley.system.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EndToEnd
class MembersTest {
    @Test
    void comePageByPage(Parley parley) {
        Device alice = parley.device("alice");
        List<String> others =
                IntStream.range(0, 6).mapToObj(i -> parley.userId("member" + i)).toList();
        String chatId =
                Json.text(alice.ask("chat.create", Map.of("kind", "GROUP", "title", "g", "members", others)), "chatId");

        JsonNode page = alice.ask("members", Map.of("chatId", chatId, "limit", 3));
        List<String> userIds = new ArrayList<>(userIds(page));
        while (page.hasNonNull("next")) {
            page = alice.ask("members", Map.of("chatId", chatId, "limit", 3, "cursor", Json.text(page, "next")));
            userIds.addAll(userIds(page));
        }

        assertThat(userIds)
                .hasSize(7)
                .doesNotHaveDuplicates()
                .containsAll(others)
                .contains(alice.userId());
    }

    @Test
    void joinedWithTheEventThatAddedThem(Parley parley) {
        Device alice = parley.device("alice");
        String chatId = alice.opensGroup("Lake", parley.device("bob"));

        assertThat(Json.list(alice.ask("members", Map.of("chatId", chatId, "limit", 3)), "members"))
                .allSatisfy(
                        member -> assertThat(Json.number(member, "joinedSeq")).isZero());
    }

    @Test
    void areNobodyElsesBusiness(Parley parley) {
        Device alice = parley.device("alice");
        Device mallory = parley.device("mallory");
        String chatId = alice.opensGroup("Lake");

        assertThat(mallory.refused("members", Map.of("chatId", chatId, "limit", 3))
                        .code())
                .isEqualTo("NOT_A_MEMBER");
    }

    private static List<String> userIds(JsonNode page) {
        return Json.list(page, "members").stream()
                .map(member -> Json.text(member, "userId"))
                .toList();
    }
}
