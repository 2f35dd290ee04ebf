package io.parley.system.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Random histories: what the inbox counts, what a client counts on its stream, and what the history says are one. */
@EndToEnd
class UnreadTest {
    private static final int STEPS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_102, 4_711})
    void isAPureFunctionOfTimelineAndMarks(long seed, Parley parley) {
        History history = new History(parley, new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            history.goesOn();
        }
        history.isWhatEverybodySees();
    }

    /** Three people with two devices each, in three chats; and what should be true of them. */
    private static final class History {
        private final Random random;
        private final List<Device> phones;
        private final List<Device> laptops;
        private final List<EventStream> streams;
        private final List<Chat> chats;

        History(Parley parley, Random random) {
            this.random = random;
            List<String> names = List.of("alice", "bob", "carol");
            phones = names.stream().map(name -> parley.device(name, "phone")).toList();
            laptops = names.stream().map(name -> parley.device(name, "laptop")).toList();
            streams = laptops.stream().map(Device::events).toList();
            streams.forEach(stream -> stream.awaits("CAUGHT_UP"));
            Device alice = phones.get(0);
            chats = List.of(
                    new Chat(alice.opensGroup("all", phones.get(1), phones.get(2)), List.of(0, 1, 2)),
                    new Chat(alice.opensDirect(phones.get(1)), List.of(0, 1)),
                    new Chat(phones.get(2).opensGroup("two", phones.get(1)), List.of(1, 2)));
        }

        void goesOn() {
            Chat chat = chats.get(random.nextInt(chats.size()));
            int person = chat.members.get(random.nextInt(chat.members.size()));
            if (random.nextInt(3) > 0) {
                chat.says(person, phones.get(person));
            } else {
                chat.reads(person, List.of(phones.get(person), laptops.get(person)), random);
            }
            looksAt(chat, chat.members.get(random.nextInt(chat.members.size())));
        }

        /** A row may lag; what it counts is then right for the moment that it shows. */
        private JsonNode looksAt(Chat chat, int person) {
            JsonNode row = phones.get(person).inboxRow(chat.id);
            assertThat(Json.number(row, "unread"))
                    .as("unread of person %s in %s", person, row)
                    .isEqualTo(chat.unread(person, Json.number(row, "lastSeq"), Json.number(row, "readSeq")));
            return row;
        }

        void isWhatEverybodySees() {
            for (Chat chat : chats) {
                for (int person : chat.members) {
                    long mark = chat.mark(person);
                    await().atMost(Device.PATIENCE).untilAsserted(() -> {
                        JsonNode row = looksAt(chat, person);
                        assertThat(Json.number(row, "lastSeq")).isEqualTo(chat.head());
                        assertThat(Json.number(row, "readSeq")).isEqualTo(mark);
                        assertThat(counted(person, chat.id)).isEqualTo(Json.number(row, "unread"));
                    });
                }
            }
        }

        /** As a client does it, from nothing but its stream. */
        private long counted(int person, String chatId) {
            List<JsonNode> seen = streams.get(person).seen().stream()
                    .filter(it -> Json.is(it, "chatId", chatId))
                    .toList();
            String self = phones.get(person).userId();
            long read = seen.stream()
                    .filter(it -> Json.is(it, "receipt", "READ") && Json.is(it, "userId", self))
                    .mapToLong(it -> Json.number(it, "upTo"))
                    .max()
                    .orElse(-1);
            return seen.stream()
                    .filter(it -> Json.is(it, "type", "MESSAGE") && !Json.is(it, "from", self))
                    .filter(it -> Json.number(it, "seq") > read)
                    .count();
        }
    }

    /** What was acknowledged: who sent which seq, and where each one's mark stands. */
    private static final class Chat {
        private final String id;
        private final List<Integer> members;
        private final List<Integer> senders = new ArrayList<>(List.of(-1));
        private final Map<Integer, Long> marks = new HashMap<>();

        Chat(String id, List<Integer> members) {
            this.id = id;
            this.members = members;
        }

        long head() {
            return senders.size() - 1L;
        }

        long mark(int person) {
            return marks.getOrDefault(person, -1L);
        }

        void says(int person, Device device) {
            assertThat(Json.number(device.says(id, "message " + senders.size()), "seq"))
                    .isEqualTo(senders.size());
            senders.add(person);
        }

        /** Up to four marks at once, from both devices, among them some behind and some beyond the end. */
        void reads(int person, List<Device> devices, Random random) {
            List<Long> seqs = IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(i -> (long) random.nextInt(senders.size() + 1))
                    .toList();
            Flux.range(0, seqs.size())
                    .flatMap(i -> reads(devices.get(i % devices.size()), seqs.get(i)))
                    .blockLast(Device.PATIENCE);
            seqs.stream().filter(seq -> seq <= head()).forEach(seq -> marks.merge(person, seq, Math::max));
        }

        private Mono<Boolean> reads(Device device, long seq) {
            return device.asks("receipt", Map.of("chatId", id, "type", "READ", "seq", seq))
                    .map(answered -> true)
                    .onErrorReturn(false)
                    .doOnNext(answered ->
                            assertThat(answered).as("mark at %s", seq).isEqualTo(seq <= head()));
        }

        long unread(int person, long lastSeq, long readSeq) {
            return IntStream.rangeClosed(1, (int) lastSeq)
                    .filter(seq -> seq > readSeq && senders.get(seq) != person)
                    .count();
        }
    }
}
