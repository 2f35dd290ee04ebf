package io.parley.system.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Http;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@EndToEnd
class RestTest {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    @Nested
    class Messages {
        @Test
        void areSentReadAndMarked(Parley parley) {
            Http alice = parley.rest("alice");
            Http bob = parley.rest("bob");
            String chatId = Json.text(
                    alice.post("/api/chats", Device.direct(parley.userId("bob")))
                            .ok(),
                    "chatId");

            JsonNode ack = alice.post("/api/messages", Device.message(chatId, UUID.randomUUID(), "by REST"))
                    .ok();
            JsonNode page =
                    bob.get("/api/chats/" + chatId + "/messages?limit=10").ok();
            bob.post("/api/messages/" + Json.text(ack, "messageId") + "/read", Map.of("chatId", chatId))
                    .ok();

            assertThat(Json.number(ack, "seq")).isEqualTo(1);
            assertThat(Json.list(page, "items"))
                    .last()
                    .satisfies(it -> assertThat(Json.text(it, "text")).isEqualTo("by REST"));
            await().atMost(Device.PATIENCE).until(() -> Json.number(row(bob, chatId), "readSeq") == 1);
        }

        @Test
        void arePagedByBeforeAndAfter(Parley parley) {
            Http alice = parley.rest("alice");
            String chatId = group(alice);
            for (int i = 0; i < 5; i++) {
                alice.post("/api/messages", Device.message(chatId, UUID.randomUUID(), "m" + i))
                        .ok();
            }
            String messages = "/api/chats/" + chatId + "/messages?limit=2&";

            assertThat(seqs(alice.get(messages + "after=1").ok())).containsExactly(2L, 3L);
            assertThat(seqs(alice.get(messages + "before=4").ok())).containsExactly(2L, 3L);
        }

        @Test
        void reachDevicesLikeAnyOther(Parley parley) {
            Device bob = parley.device("bob");
            var stream = bob.events();
            stream.awaits("CAUGHT_UP");
            Http alice = parley.rest("alice");
            String chatId = Json.text(
                    alice.post("/api/chats", Device.direct(bob.userId())).ok(), "chatId");

            alice.post("/api/messages", Device.message(chatId, UUID.randomUUID(), "by REST"))
                    .ok();

            assertThat(Json.text(stream.awaits(chatId, 1), "text")).isEqualTo("by REST");
        }
    }

    @Nested
    class Chats {
        @Test
        void areListedLikeTheInbox(Parley parley) {
            Http alice = parley.rest("alice");
            String chatId = group(alice);

            JsonNode row =
                    await().atMost(Device.PATIENCE).ignoreExceptions().until(() -> row(alice, chatId), it -> true);

            assertThat(Json.text(row, "title")).isEqualTo("Lake");
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @ValueSource(strings = {"/api/chats", "/api/chats/c/messages", "/api/events"})
        void meetWhoeverHasNoToken(String path, Parley parley) {
            assertThat(parley.stranger().get(path).refusal(UNAUTHORIZED).code()).isEqualTo("UNAUTHENTICATED");
        }

        @Test
        void meetATokenWithoutTheScope(Parley parley) {
            Http auditor = new Http(parley.base(), parley.tokens().of(parley.userId("alice"), "audit", 60));

            assertThat(auditor.get("/api/chats").refusal(FORBIDDEN).code()).isEqualTo("FORBIDDEN");
        }

        @Test
        void meetStrangersToAChat(Parley parley) {
            String chatId = group(parley.rest("alice"));
            Http mallory = parley.rest("mallory");

            assertThat(mallory.post("/api/messages", Device.message(chatId, UUID.randomUUID(), "hi"))
                            .refusal(FORBIDDEN)
                            .code())
                    .isEqualTo("NOT_A_MEMBER");
            assertThat(mallory.post("/api/messages", Device.message("no-such-chat", UUID.randomUUID(), "hi"))
                            .refusal(NOT_FOUND)
                            .code())
                    .isEqualTo("NOT_FOUND");
        }

        @Test
        void nameTheField(Parley parley) {
            Http alice = parley.rest("alice");

            Refusal missing = alice.post("/api/messages", Map.of("text", "hi")).refusal(BAD_REQUEST);
            Refusal malformed = alice.post("/api/messages", "{\"text\":").refusal(BAD_REQUEST);
            Refusal limit = alice.get("/api/chats/" + group(alice) + "/messages?limit=201")
                    .refusal(BAD_REQUEST);

            assertThat(missing.code()).isEqualTo("INVALID");
            assertThat(missing.field()).isIn("clientMsgId", "chatId");
            assertThat(malformed.code()).isEqualTo("INVALID");
            assertThat(limit.field()).isEqualTo("limit");
        }

        @Test
        void meetAnUnknownPath(Parley parley) {
            assertThat(parley.rest("alice")
                            .get("/api/nothing")
                            .refusal(NOT_FOUND)
                            .code())
                    .isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class OpenApi {
        @Test
        void namesTheRoutes(Parley parley) {
            JsonNode paths = parley.stranger().get("/v3/api-docs").ok().path("paths");

            assertThat(paths.propertyNames())
                    .contains(
                            "/api/messages",
                            "/api/chats",
                            "/api/chats/{chatId}/messages",
                            "/api/messages/{messageId}/read",
                            "/api/events");
        }
    }

    private static String group(Http http) {
        return Json.text(
                http.post("/api/chats", Map.of("kind", "GROUP", "title", "Lake", "members", List.of()))
                        .ok(),
                "chatId");
    }

    private static JsonNode row(Http http, String chatId) {
        return Json.list(http.get("/api/chats").ok(), "chats").stream()
                .filter(row -> Json.is(row, "chatId", chatId))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> seqs(JsonNode page) {
        return Json.list(page, "items").stream()
                .map(it -> Json.number(it, "seq"))
                .toList();
    }
}
