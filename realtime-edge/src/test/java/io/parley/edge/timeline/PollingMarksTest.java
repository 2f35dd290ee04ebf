package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** More marks than fit an answer. */
class PollingMarksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(3_600);
    private static final int CHATS = 60;
    private static final int MARKS = 200;

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = 7_200)
    void comeOverSeveralPollsOnceEachWhateverTheFirstHeld(@Nullable Integer heldSinceSecondsAgo) {
        String resume = heldSinceSecondsAgo == null
                ? null
                : Resume.from(NOW.minusSeconds(heldSinceSecondsAgo)).text();
        List<String> given = new ArrayList<>();
        int polls = 0;
        do {
            JsonNode answer = poll(resume);
            answer.get("items").forEach(mark -> given.add(mark.get("chatId").asString() + mark.get("userId")));
            resume = answer.get("resume").asString();
            polls++;
        } while (Resume.parsed(resume).place() != null && polls < 20);
        assertThat(given).hasSize(CHATS * MARKS);
        assertThat(new HashSet<>(given)).hasSize(CHATS * MARKS);
        assertThat(polls).isBetween(3, 6);
        assertThat(poll(resume).get("items")).isEmpty();
    }

    private static JsonNode poll(@Nullable String resume) {
        EventsRequest.Checked request = new EventsRequest(Map.of(), null, resume).checked();
        DeviceStream stream = new DeviceStream(100, request.resume(), Outlet.OPEN);
        stream.begin(List.of());
        byte[] json = Mono.<byte[]>create(answer -> items(stream).subscribe(new Poll(answer, request, Duration.ZERO)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
        return ParleyJson.mapper().readTree(json);
    }

    /** What the stream sends before it waits for something. */
    private static Flux<Item> items(DeviceStream stream) {
        return Flux.<Item>generate(sink -> {
                    Item item = stream.poll();
                    MarksRead read = item == null ? stream.nextMarks(1) : null;
                    while (read != null) {
                        stream.marks(page(read));
                        item = stream.poll();
                        read = item == null ? stream.nextMarks(1) : null;
                    }
                    if (item == null) {
                        sink.complete();
                    } else {
                        sink.next(item);
                    }
                })
                .concatWith(Flux.never());
    }

    private static MarksPage page(MarksRead read) {
        ChatId last = read.after();
        int chat = last == null ? 0 : Integer.parseInt(last.value().substring(4)) - 1_000 + 1;
        boolean shown = read.since() == null || !LONG_AGO.isBefore(read.since());
        List<LiveReceipt> marks = shown
                ? IntStream.range(0, MARKS).mapToObj(user -> mark(chat, user)).toList()
                : List.of();
        return new MarksPage(marks, chat == CHATS - 1 ? null : chatId(chat), NOW.minusSeconds(10));
    }

    private static LiveReceipt mark(int chat, int user) {
        ReceiptEnvelope envelope =
                new ReceiptEnvelope(chatId(chat), new UserId("user-" + user), ReceiptType.READ, 7, LONG_AGO);
        return LiveReceipt.of(envelope, Encoded.of(envelope));
    }

    private static ChatId chatId(int chat) {
        return new ChatId("chat" + (1_000 + chat));
    }
}
