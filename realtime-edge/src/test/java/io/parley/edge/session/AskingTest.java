package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.json.ParleyJson;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

class AskingTest extends EdgeTest {
    private static final String UUID = "6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10";
    private Device gil;

    @BeforeEach
    void connect() {
        gil = device("gil").connect();
    }

    @AfterEach
    void disconnect() {
        gil.close();
    }

    @Nested
    class ForWhatIsNotThere {
        @Test
        void isNotFoundForAnUnknownRoute() {
            assertThat(problem("no.such.route", "{}").get("code").asString()).isEqualTo("NOT_FOUND");
        }

        @Test
        void isNotFoundForAStreamAskedAsOneAnswer() {
            assertThat(problem("events", "{}").get("code").asString()).isEqualTo("NOT_FOUND");
        }

        @Test
        void isNotFoundForAnUnknownChat() {
            assertThat(problem("history", "{\"chatId\":\"gone\"}").get("code").asString())
                    .isEqualTo("NOT_FOUND");
        }

        @Test
        void isNotAMemberForAForeignChat() {
            try (Device hal = device("hal").connect()) {
                String chat = hal.createGroup();
                JsonNode problem = problem("history", "{\"chatId\":\"" + chat + "\"}");
                assertThat(problem.get("code").asString()).isEqualTo("NOT_A_MEMBER");
                assertThat(problem.get("retryable").asBoolean()).isFalse();
            }
        }

        @Test
        void isInvalidWithMetadataThatNobodyCanRead() {
            Throwable error = catchThrowable(() -> gil.socket()
                    .requestResponse(DefaultPayload.create("{}", "\u00ff\u0001garbage"))
                    .block());
            assertThat(problemOf(error).get("code").asString()).isIn("INVALID", "NOT_FOUND");
        }
    }

    @Nested
    class Wrongly {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "history|{\"chatId\":\"c\",\"limit\":\"5\"}|limit",
                    "history|{\"chatId\":\"c\",\"limit\":1.5}|limit",
                    "history|{\"chatId\":\"c\",\"limit\":0}|limit",
                    "history|{\"chatId\":\"c\",\"limit\":201}|limit",
                    "history|{\"chatId\":\"c\",\"limit\":99999999999999999999}|limit",
                    "history|{\"chatId\":\"c\",\"beforeSeq\":-1}|beforeSeq",
                    "history|{\"chatId\":\"c\",\"beforeSeq\":1,\"afterSeq\":1}|afterSeq",
                    "history|{}|chatId",
                    "history|{\"chatId\":\"a b\"}|chatId",
                    "history|{\"chatId\":[]}|chatId",
                    "inbox|{\"limit\":true}|limit",
                    "receipt|{\"chatId\":\"c\",\"type\":\"SEEN\",\"seq\":1}|type",
                    "receipt|{\"chatId\":\"c\",\"type\":0,\"seq\":1}|type",
                    "receipt|{\"chatId\":\"c\",\"type\":\"READ\",\"seq\":-1}|seq",
                    "chat.create|{\"kind\":\"GROUP\"}|members",
                    "chat.create|{\"kind\":\"GROUP\",\"members\":\"bob\"}|members",
                    "chat.create|{\"kind\":\"GROUP\",\"members\":[\"bob\",\"b b\"]}|members[1]",
                    "chat.create|{\"kind\":\"GROUP\",\"members\":[null]}|members[0]",
                    "chat.create|{\"kind\":\"DIRECT\",\"members\":[\"gil\"]}|members",
                    "chat.create|{\"kind\":\"DIRECT\",\"members\":[\"bob\",\"cid\"]}|members",
                    "chat.create|{\"members\":[]}|kind",
                    "message.send|{\"chatId\":\"c\",\"text\":\"x\"}|clientMsgId",
                    "message.send|{\"chatId\":\"c\",\"text\":\"x\",\"clientMsgId\":\"1\"}|clientMsgId",
                    "message.send|{\"chatId\":\"c\",\"clientMsgId\":\"" + UUID + "\"}|text",
                    "message.send|{\"chatId\":\"c\",\"text\":\"\",\"clientMsgId\":\"" + UUID + "\"}|text",
                    "message.send|{\"chatId\":\"c\",\"text\":7,\"clientMsgId\":\"" + UUID + "\"}|text",
                    "message.send|{\"chatId\":\"c\",\"text\":\"\\ud800\",\"clientMsgId\":\"" + UUID + "\"}|text",
                    "message.send|{\"chatId\":\"c\",\"ciphertext\":\"?\",\"clientMsgId\":\"" + UUID + "\"}|ciphertext",
                    "message.send|{\"chatId\":\"c\",\"ciphertext\":\"QQ\",\"clientMsgId\":\"" + UUID + "\"}|ciphertext",
                })
        void namesTheField(String route, String body, String field) {
            JsonNode problem = problem(route, body);
            assertThat(problem.get("code").asString()).isEqualTo("INVALID");
            assertThat(problem.get("field").asString()).isEqualTo(field);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {"{", "[]", "null", "7", "{} {}", "``", "{\"limit\":1,\"limit\":2}"})
        void isInvalidWhateverItIs(String body) {
            assertThat(problem("inbox", body).get("code").asString()).isEqualTo("INVALID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "chatId", "clientMsgId"})
        void namesAFieldWithBytesForATextInCbor(String field) {
            try (Device kay = device("gil").cbor().connect()) {
                Map<String, Object> message = new HashMap<>(Map.of("clientMsgId", UUID, "chatId", "c", "text", "x"));
                message.put(field, "bytes".getBytes(StandardCharsets.UTF_8));
                JsonNode problem = problemOf(catchThrowable(() -> kay.ask("message.send", message)));
                assertThat(problem.get("code").asString()).isEqualTo("INVALID");
                assertThat(problem.get("field").asString()).isEqualTo(field);
            }
        }

        @Test
        void isTooLargeForLongTexts() {
            String text = "é".repeat(8 * 1024 + 1);
            JsonNode problem = problem(
                    "message.send", "{\"chatId\":\"c\",\"clientMsgId\":\"" + UUID + "\",\"text\":\"" + text + "\"}");
            assertThat(problem.get("code").asString()).isEqualTo("TOO_LARGE");
            assertThat(problem.get("field").asString()).isEqualTo("text");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"cursors\":{\"c\":-2}}|cursors.c",
                    "{\"cursors\":{\"c\":null}}|cursors.c",
                    "{\"cursors\":{\"c\":\"1\"}}|cursors.c",
                    "{\"limit\":10001}|limit",
                    "{\"resume\":\"yesterday\"}|resume",
                })
        void endsAStreamNamingTheField(String body, String field) {
            try (Following stream = gil.follow(body)) {
                JsonNode problem = problemOf(stream.awaitFailure());
                assertThat(problem.get("code").asString()).isEqualTo("INVALID");
                assertThat(problem.get("field").asString()).isEqualTo(field);
            }
        }
    }

    @Nested
    class TooMuch {
        @Test
        void isAnOverrunForMoreThanSixteenStreams() {
            List<Following> streams = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Following stream = gil.follow(Map.of());
                stream.awaitType("CAUGHT_UP");
                streams.add(stream);
            }
            try (Following oneMore = gil.follow(Map.of())) {
                assertThat(problemOf(oneMore.awaitFailure()).get("code").asString())
                        .isEqualTo("OVERRUN");
            }
            streams.get(0).close();
            gil.follow(Map.of()).awaitType("CAUGHT_UP");
        }
    }

    @Nested
    class Well {
        @Test
        void readsOnesOwnSendAtOnce() {
            String chat = gil.createGroup();
            backend.holdViews();
            JsonNode ack = gil.send(chat, "hello");
            Thread release = new Thread(backend::releaseViews);
            release.start();
            JsonNode page = gil.ask("history", Map.of("chatId", chat, "limit", 10));
            assertThat(page.get("items").get(1).get("messageId")).isEqualTo(ack.get("messageId"));
            assertThat(page.get("more").asBoolean()).isFalse();
        }

        @Test
        void sendsInTheOrderInWhichItsFramesCome() {
            String chat = gil.createGroup();
            List<Integer> seqs = Flux.range(1, 200)
                    .flatMapSequential(
                            n -> gil.answer("message.send", message(chat, java.util.UUID.randomUUID() + "")), 200)
                    .map(ack -> ack.get("seq").asInt())
                    .collectList()
                    .blockOptional(Duration.ofSeconds(10))
                    .orElseThrow();
            assertThat(seqs).isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
        }

        @Test
        void answersTheFirstAckToARepeatThatIsSpeltOtherwise() {
            String chat = gil.createGroup();
            JsonNode first = gil.ask("message.send", message(chat, UUID));
            JsonNode repeat = gil.ask("message.send", message(chat, UUID.toUpperCase(Locale.ROOT)));
            assertThat(repeat).isEqualTo(first);
        }

        private static byte[] message(String chat, String clientMsgId) {
            return ("{\"clientMsgId\":\"" + clientMsgId + "\",\"chatId\":\"" + chat + "\",\"text\":\"x\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Test
        void opensADirectChatOnce() {
            Map<String, Object> request = Map.of("kind", "DIRECT", "members", List.of("ida", "gil"));
            JsonNode first = gil.ask("chat.create", request);
            JsonNode again = gil.ask("chat.create", request);
            assertThat(first.get("created").asBoolean()).isTrue();
            assertThat(again.get("created").asBoolean()).isFalse();
            assertThat(again.get("chatId")).isEqualTo(first.get("chatId"));
        }

        @Test
        void confirmsAReceiptThatOthersHearOf() {
            try (Device jan = device("jan").connect();
                    Following atJan = jan.follow(Map.of())) {
                atJan.awaitType("CAUGHT_UP");
                String chat = gil.createGroup("jan");
                gil.send(chat, "seen?");
                atJan.awaitText("seen?");
                assertThat(jan.ask("receipt", Map.of("chatId", chat, "type", "READ", "seq", 1))
                                .toString())
                        .isEqualTo("{}");
                assertThat(atJan.awaitType("RECEIPT").get("upTo").asLong()).isEqualTo(1);
            }
        }
    }

    private JsonNode problem(String route, String body) {
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        return problemOf(catchThrowable(() -> gil.ask(route, bytes)));
    }

    private static JsonNode problemOf(Throwable error) {
        Throwable cause = Exceptions.unwrap(error);
        assertThat(cause).isInstanceOf(ApplicationErrorException.class);
        return ParleyJson.mapper().readTree(cause.getMessage());
    }
}
