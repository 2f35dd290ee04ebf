package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@EndToEnd
class EventsTest {
    @Nested
    class CatchingUp {
        @Test
        void replaysFromTheBeginningThenSaysSoThenGoesOnLive(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            say(alice, chatId, 5);

            EventStream stream = bob.events();
            stream.awaits("CAUGHT_UP");
            say(alice, chatId, 5);
            stream.awaits(chatId, 10);

            assertThat(stream.seqs(chatId)).isEqualTo(upTo(10));
            List<JsonNode> replayed = stream.replayed();
            assertThat(Json.text(replayed.get(0), "type")).isEqualTo("CHAT_CREATED");
            JsonNode mark = stream.awaits("CAUGHT_UP");
            assertThat(Json.number(mark, "chats")).isEqualTo(1);
            assertThat(Json.text(mark, "resume")).isNotEmpty();
        }

        @Test
        void goesOnAfterTheDevicesCursors(Parley parley) {
            Device alice = parley.device("alice");
            String held = alice.opensGroup("held");
            String other = alice.opensGroup("other");
            say(alice, held, 5);
            say(alice, other, 2);

            EventStream stream = alice.events(Map.of("cursors", Map.of(held, 3)));
            stream.awaits("CAUGHT_UP");

            assertThat(stream.seqs(held)).containsExactly(4L, 5L);
            assertThat(stream.seqs(other)).containsExactly(0L, 1L, 2L);
        }

        @Test
        void finishesOneChatBeforeTheNext(Parley parley) {
            Device alice = parley.device("alice");
            for (int chat = 0; chat < 3; chat++) {
                String chatId = alice.opensGroup("chat " + chat);
                say(alice, chatId, 3);
                // History waits for the views, so that nothing of this is news to the stream.
                alice.ask("history", Map.of("chatId", chatId, "limit", 1));
            }

            List<String> chats = alice.events().replayed().stream()
                    .filter(it -> it.has("seq"))
                    .map(it -> Json.text(it, "chatId"))
                    .toList();

            assertThat(chats).hasSize(12);
            for (int start = 0; start < chats.size(); start += 4) {
                assertThat(chats.subList(start, start + 4)).containsOnly(chats.get(start));
            }
        }

        @Test
        void ofNothingIsCaughtUpAtOnce(Parley parley) {
            EventStream stream = parley.device("alice").events();

            assertThat(stream.replayed()).isEmpty();
            assertThat(Json.number(stream.awaits("CAUGHT_UP"), "chats")).isZero();
        }

        @Test
        void meetsLiveWithoutAGapOrARepeat(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            String chatId = alice.opensDirect(bob);
            int messages = 300;
            var sending = Flux.range(0, messages)
                    .flatMap(i -> alice.sends(chatId, UUID.randomUUID(), "m" + i), 16)
                    .then()
                    .toFuture();

            List<EventStream> streams = Stream.generate(bob::events).limit(8).toList();
            sending.join();

            assertThat(streams).allSatisfy(stream -> {
                stream.awaits(chatId, messages);
                assertThat(stream.seqs(chatId)).isEqualTo(upTo(messages));
            });
        }
    }

    @Nested
    class AGap {
        @Test
        void isAnnouncedWhereMoreWasMissedThanTheLimitAndHistoryFillsIt(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            say(alice, chatId, 10);

            EventStream stream = alice.events(Map.of("cursors", Map.of(chatId, 1), "limit", 3));
            List<JsonNode> replayed = stream.replayed();

            JsonNode gap = replayed.get(0);
            assertThat(Json.text(gap, "type")).isEqualTo("GAP");
            assertThat(Json.number(gap, "fromSeq")).isEqualTo(2);
            assertThat(Json.number(gap, "toSeq")).isEqualTo(7);
            assertThat(stream.seqs(chatId)).containsExactly(8L, 9L, 10L);
            JsonNode page = alice.ask("history", Map.of("chatId", chatId, "afterSeq", 1, "limit", 6));
            assertThat(Json.list(page, "items"))
                    .extracting(it -> Json.number(it, "seq"))
                    .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        }

        @Test
        void isNotThereWhereTheLimitIsJustEnough(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            say(alice, chatId, 4);

            EventStream stream = alice.events(Map.of("limit", 5));
            stream.awaits("CAUGHT_UP");

            assertThat(stream.ofType("GAP")).isEmpty();
            assertThat(stream.seqs(chatId)).isEqualTo(upTo(4));
        }
    }

    @Nested
    class AnOpenStream {
        @Test
        void getsAChatThatIsCreatedLater(Parley parley) {
            Device alice = parley.device("alice");
            Device bob = parley.device("bob");
            EventStream stream = bob.events();
            stream.awaits("CAUGHT_UP");

            String chatId = alice.opensGroup("Lake", bob);
            alice.says(chatId, "welcome");

            stream.awaits(chatId, 1);
            assertThat(stream.seqs(chatId)).containsExactly(0L, 1L);
            JsonNode created = stream.awaits(chatId, 0);
            assertThat(Json.text(created, "type")).isEqualTo("CHAT_CREATED");
            assertThat(Json.text(created, "title")).isEqualTo("Lake");
            assertThat(Json.number(created, "memberCount")).isEqualTo(2);
            assertThat(Json.texts(created, "members")).containsExactlyInAnyOrder(alice.userId(), bob.userId());
        }

        @Test
        void carriesNothingOfOthersChats(Parley parley) {
            Device alice = parley.device("alice");
            EventStream mallory = parley.device("mallory").events();
            mallory.awaits("CAUGHT_UP");
            String secret = alice.opensGroup("secret");
            alice.says(secret, "hush");
            String open = alice.opensGroup("open", parley.device("mallory", "laptop"));

            mallory.awaits(open, 0);

            assertThat(mallory.seqs(secret)).isEmpty();
        }

        @Test
        void goesAtThePaceOfItsReader(Parley parley) {
            Device alice = parley.device("alice");
            String chatId = alice.opensGroup("Lake");
            say(alice, chatId, 20);
            EventStream stream = alice.events(Map.of(), 3);
            stream.awaits(chatId, 2);
            say(alice, chatId, 5);

            assertThat(stream.seen()).hasSize(3);
            stream.demand(Long.MAX_VALUE);
            stream.awaits(chatId, 25);

            assertThat(stream.seqs(chatId)).isEqualTo(upTo(25));
        }
    }

    @Nested
    class ARequest {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"cursors\":[]}",
                    "{\"cursors\":{\"c\":\"1\"}}",
                    "{\"cursors\":{\"c\":1.5}}",
                    "{\"cursors\":{\"c\":-2}}",
                    "{\"cursors\":7}"
                })
        void withBadCursorsIsInvalid(String request, Parley parley) {
            assertThat(parley.device("alice").stream("events", request, Long.MAX_VALUE)
                            .refusal())
                    .satisfies(refusal -> {
                        assertThat(refusal.code()).isEqualTo("INVALID");
                        assertThat(refusal.field()).startsWith("cursors");
                    });
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "\"10\"", "2.5"})
        void withABadLimitIsInvalid(String limit, Parley parley) {
            String request = "{\"cursors\":{},\"limit\":%s}".formatted(limit);

            assertThat(parley.device("alice").stream("events", request, Long.MAX_VALUE)
                            .refusal()
                            .field())
                    .isEqualTo("limit");
        }
    }

    private static void say(Device device, String chatId, int count) {
        for (int i = 0; i < count; i++) {
            device.says(chatId, "message " + i);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(0, last).boxed().toList();
    }
}
