package io.parley.system.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Answer;
import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@EndToEnd
class BurstsTest {
    private static final int MESSAGES = 200;
    private static final int FEW = 20;

    @Nested
    class ABurstOfReads {
        @Test
        void isAFewReceiptsForTheOthers(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            say(alice, chatId, MESSAGES);
            EventStream stream = alice.events();
            stream.awaits("CAUGHT_UP");

            List<JsonNode> answers = together(
                    LongStream.rangeClosed(1, MESSAGES).mapToObj(seq -> bob.asks("receipt", read(chatId, seq))));

            assertThat(answers).hasSize(MESSAGES).allMatch(JsonNode::isEmpty);
            stream.awaits("RECEIPT", it -> it.path("upTo").asLong() == MESSAGES);
            List<Long> marks = stream.ofType("RECEIPT").stream()
                    .map(it -> Json.number(it, "upTo"))
                    .toList();
            assertThat(marks).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(FEW);
            JsonNode row = bob.inboxRow(chatId);
            assertThat(Json.number(row, "readSeq")).isEqualTo(MESSAGES);
            assertThat(Json.number(row, "unread")).isZero();
        }

        @Test
        void withSomeBeyondTheEndIsAnsweredOneByOne(Parley parley) {
            Device alice = parley.device("alice");
            Device phone = parley.device("bob", "phone");
            Device laptop = parley.device("bob", "laptop");
            String chatId = alice.opensDirect(phone);
            say(alice, chatId, 5);

            List<Boolean> refused = together(LongStream.rangeClosed(1, 40)
                    .mapToObj(seq -> (seq % 2 == 0 ? phone : laptop)
                            .asks("receipt", read(chatId, seq))
                            .map(answered -> false)
                            .onErrorResume(error -> Mono.just(isInvalid(error)))));

            assertThat(refused)
                    .isEqualTo(IntStream.rangeClosed(1, 40)
                            .mapToObj(seq -> seq > 5)
                            .toList());
            assertThat(Json.number(phone.inboxRow(chatId), "readSeq")).isEqualTo(5);
        }

        @Test
        void overRestMovesTheSameMark(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            List<String> ids = say(alice, chatId, 10).stream()
                    .map(ack -> Json.text(ack, "messageId"))
                    .toList();

            List<CompletableFuture<Answer>> answers = ids.stream()
                    .map(id -> parley.rest("bob").postLater("/api/messages/" + id + "/read", Map.of("chatId", chatId)))
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().ok()).isEmpty());
            assertThat(Json.number(bob.inboxRow(chatId), "readSeq")).isEqualTo(10);
        }
    }

    @Nested
    class AReadOnOneDevice {
        @Test
        void reachesTheOtherAndClearsItsInbox(Parley parley) {
            Device alice = parley.device("alice");
            Device phone = parley.device("bob", "phone");
            Device laptop = parley.device("bob", "laptop");
            String chatId = alice.opensDirect(phone);
            say(alice, chatId, 3);
            EventStream stream = laptop.events();
            stream.awaits(chatId, 3);
            stream.awaits("CAUGHT_UP");
            assertThat(Json.number(laptop.inboxRow(chatId), "unread")).isEqualTo(3);

            phone.confirms(chatId, "READ", 3);

            JsonNode receipt = stream.awaits("RECEIPT", it -> Json.is(it, "receipt", "READ"));
            assertThat(Json.text(receipt, "userId")).isEqualTo(phone.userId());
            assertThat(Json.number(receipt, "upTo")).isEqualTo(3);
            assertThat(Json.number(laptop.inboxRow(chatId), "unread")).isZero();
        }

        @Test
        void reachesTheOtherThatWasAwayBeforeItIsCaughtUp(Parley parley) {
            Device alice = parley.device("alice");
            Device phone = parley.device("bob", "phone");
            Device laptop = parley.device("bob", "laptop");
            String chatId = alice.opensDirect(phone);
            say(alice, chatId, 3);
            phone.confirms(chatId, "READ", 1);
            String resume = resume(laptop, chatId);

            phone.confirms(chatId, "READ", 3);
            alice.confirms(chatId, "DELIVERED", 2);

            await().atMost(Device.PATIENCE).untilAsserted(() -> {
                try (EventStream back = laptop.events(Map.of("cursors", Map.of(chatId, 3), "resume", resume))) {
                    List<JsonNode> replayed = back.replayed();
                    assertThat(replayed).anyMatch(it -> isMark(it, phone, "READ", 3));
                    assertThat(replayed).anyMatch(it -> isMark(it, alice, "DELIVERED", 2));
                    assertThat(replayed).noneMatch(it -> isMark(it, phone, "READ", 1));
                }
            });
        }

        private String resume(Device device, String chatId) {
            try (EventStream stream = device.events()) {
                stream.awaits(chatId, 3);
                return Json.text(stream.awaits("CAUGHT_UP"), "resume");
            }
        }

        private boolean isMark(JsonNode envelope, Device of, String receipt, long upTo) {
            return Json.is(envelope, "type", "RECEIPT")
                    && Json.is(envelope, "userId", of.userId())
                    && Json.is(envelope, "receipt", receipt)
                    && envelope.path("upTo").asLong() == upTo;
        }
    }

    @Nested
    class TheQuery {
        @Test
        void tellsTheTimesThatTheStreamTold(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            say(alice, chatId, 4);
            EventStream stream = alice.events();
            stream.awaits("CAUGHT_UP");

            bob.confirms(chatId, "DELIVERED", 2);
            bob.confirms(chatId, "READ", 3);
            bob.confirms(chatId, "DELIVERED", 4);

            String first = at(stream, "DELIVERED", 2);
            String read = at(stream, "READ", 3);
            String last = at(stream, "DELIVERED", 4);
            assertThat(times(bob, chatId, 1)).containsExactly(first, read);
            assertThat(times(bob, chatId, 2)).containsExactly(first, read);
            assertThat(times(bob, chatId, 3)).containsExactly(read, read);
            assertThat(times(bob, chatId, 4)).containsExactly(last, "");
        }

        private String at(EventStream stream, String receipt, long upTo) {
            return Json.text(
                    stream.awaits(
                            "RECEIPT",
                            it -> Json.is(it, "receipt", receipt)
                                    && it.path("upTo").asLong() == upTo),
                    "at");
        }

        /** The asking one's own: when delivered, when read. */
        private List<String> times(Device asking, String chatId, long seq) {
            JsonNode receipts = asking.ask("receipts", Map.of("chatId", chatId, "seq", seq));
            JsonNode own = Json.list(receipts, "members").stream()
                    .filter(member -> Json.is(member, "userId", asking.userId()))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    own.path("deliveredAt").asString(""), own.path("readAt").asString(""));
        }
    }

    private static List<JsonNode> say(Device device, String chatId, int messages) {
        return together(IntStream.rangeClosed(1, messages)
                .mapToObj(n -> device.sends(chatId, UUID.randomUUID(), "message " + n)));
    }

    /** All at once; the answers in the order of the requests. */
    private static <T> List<T> together(Stream<Mono<T>> requests) {
        return Flux.mergeSequential(requests.toList(), MESSAGES, MESSAGES)
                .collectList()
                .blockOptional(Device.PATIENCE)
                .orElseThrow();
    }

    private static boolean isInvalid(Throwable refusal) {
        return String.valueOf(refusal.getMessage()).startsWith("{\"code\":\"INVALID\"");
    }

    private static Map<String, Object> read(String chatId, long seq) {
        return Map.of("chatId", chatId, "type", "READ", "seq", seq);
    }
}
