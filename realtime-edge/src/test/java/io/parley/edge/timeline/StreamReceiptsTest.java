package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StreamReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant MARGIN = NOW.minusSeconds(10);

    private final DeviceStream stream = new DeviceStream(100, null, Outlet.OPEN);

    @Nested
    class BeforeCaughtUp {
        @Test
        void comePageByPageAsTheDeviceTakesThem() {
            stream.begin(List.of());
            assertThat(stream.nextMarks(0)).isNull();
            assertThat(asked()).isEqualTo(new MarksRead(null, null));
            stream.marks(page("c1", mark("c1", "bob", 3, NOW), mark("c1", "cid", 2, NOW)));
            assertThat(stream.nextMarks(1)).as("before the first page is sent").isNull();
            assertThat(sent()).containsExactly("c1 bob 3", "c1 cid 2");
            assertThat(asked()).isEqualTo(new MarksRead(null, new ChatId("c1")));
            stream.marks(page("c2"));
            assertThat(asked()).isEqualTo(new MarksRead(null, new ChatId("c2")));
            stream.marks(page(null, mark("c3", "bob", 1, NOW)));
            assertThat(sent()).containsExactly("c3 bob 1", "CAUGHT_UP");
            assertThat(stream.nextMarks(1)).isNull();
        }

        @Test
        void comeOnceThoughTheyArePushedAndLookedUp() {
            stream.begin(List.of());
            stream.receipt(mark("c1", "bob", 5, NOW));
            assertThat(sent()).containsExactly("c1 bob 5");
            asked();
            stream.marks(page("c1", mark("c1", "bob", 5, NOW)));
            asked();
            stream.receipt(mark("c1", "bob", 5, NOW));
            stream.receipt(mark("c2", "bob", 7, NOW));
            stream.marks(page(null, mark("c2", "bob", 6, NOW.minusSeconds(1))));
            assertThat(sent()).containsExactly("c2 bob 7", "CAUGHT_UP");
            stream.receipt(mark("c2", "bob", 7, NOW));
            assertThat(sent()).isEmpty();
        }

        @Test
        void neverGoBackWhereTheViewLags() {
            stream.begin(List.of());
            stream.receipt(mark("c1", "bob", 5, NOW));
            assertThat(sent()).containsExactly("c1 bob 5");
            asked();
            stream.marks(page(null, mark("c1", "bob", 4, NOW.minusSeconds(20))));
            assertThat(sent()).containsExactly("CAUGHT_UP");
        }

        @Test
        void leaveOutWhatTheDeviceHolds() {
            LiveReceipt held = mark("c1", "bob", 5, NOW);
            Resume resume = Resume.from(MARGIN).with(List.of(held));
            DeviceStream resumed = new DeviceStream(100, resume, Outlet.OPEN);
            resumed.begin(List.of());
            assertThat(resumed.nextMarks(1)).isEqualTo(new MarksRead(MARGIN, null));
            resumed.marks(page(null, held, mark("c1", "cid", 4, NOW)));
            assertThat(sent(resumed)).containsExactly("c1 cid 4", "CAUGHT_UP");
        }
    }

    @Nested
    class Live {
        @Test
        void areLookedUpAgainWhereTooManyCameAtOnce() {
            stream.begin(List.of());
            asked();
            stream.marks(page(null));
            assertThat(sent()).containsExactly("CAUGHT_UP");
            List<LiveReceipt> many = IntStream.range(0, 700)
                    .mapToObj(i -> mark("c" + i, "bob", 1, NOW.plusMillis(i)))
                    .toList();
            many.forEach(stream::receipt);
            assertThat(stream.nextMarks(1)).as("before the rest is sent").isNull();
            List<String> first = sent();
            assertThat(first).hasSize(512);
            assertThat(asked()).isEqualTo(new MarksRead(MARGIN, null));
            stream.marks(page(null, many.subList(400, 700).toArray(LiveReceipt[]::new)));
            assertThat(sent()).hasSize(188).doesNotContainAnyElementsOf(first);
        }

        @Test
        void areOnlyTheFurthestOfEachMark() {
            stream.begin(List.of());
            asked();
            stream.marks(page(null));
            sent();
            for (int i = 0; i < 2_000; i++) {
                stream.receipt(mark("c1", "bob", i, NOW));
            }
            assertThat(sent()).containsExactly("c1 bob 1999");
            assertThat(stream.nextMarks(1)).isNull();
        }
    }

    /** Far more of them than a stream remembers. */
    @Nested
    class AfterManyOthers {
        private final LiveReceipt furthest = mark("c1", "bob", 10, NOW.plusSeconds(1));
        private final LiveReceipt late = mark("c1", "bob", 5, NOW);

        @BeforeEach
        void sendManyOthers() {
            stream.begin(List.of());
            asked();
            stream.marks(page(null));
            stream.receipt(furthest);
            for (int i = 0; i < 3_000; i++) {
                stream.receipt(mark("other." + i, "bob", 1, NOW.plusSeconds(2).plusMillis(i)));
                sent();
            }
        }

        @Test
        void doNotGoBackThoughAnOldOneIsPushedLate() {
            stream.receipt(late);
            assertThat(sent()).isEmpty();
        }

        @Test
        void doNotGoBackThoughTheViewLags() {
            stream.receiptsMayBeMissing();
            asked();
            stream.marks(page(null, late));
            assertThat(sent()).isEmpty();
        }

        @Test
        void comeWhereTheyMovedOn() {
            stream.receipt(mark("c1", "bob", 11, NOW.plusSeconds(9)));
            assertThat(sent()).containsExactly("c1 bob 11");
        }

        @Test
        void areReadFromTheViewWhereNobodyElseCanTell() {
            LiveReceipt neverSent = mark("late", "bob", 5, NOW.minusSeconds(60));
            stream.receipt(neverSent);
            assertThat(sent()).isEmpty();
            assertThat(stream.nextMarks(1)).as("at once").isNull();

            Instant later = NOW.plusSeconds(30);
            assertThat(stream.passed(later)).isTrue();
            assertThat(stream.passed(later)).as("twice").isFalse();
            assertThat(asked()).isEqualTo(new MarksRead(neverSent.at(), null));
            stream.marks(new MarksPage(List.of(neverSent), null, later.minusSeconds(10)));
            assertThat(sent()).containsExactly("late bob 5");
        }

        @Test
        void areNotReadBeforeTheViewIsSureToShowWhatWasSent() {
            stream.receipt(late);
            assertThat(stream.passed(NOW.plusSeconds(10))).isFalse();
            assertThat(stream.passed(NOW.plusSeconds(30))).isTrue();
        }
    }

    private MarksRead asked() {
        return Objects.requireNonNull(stream.nextMarks(Long.MAX_VALUE));
    }

    private List<String> sent() {
        return sent(stream);
    }

    private static List<String> sent(DeviceStream stream) {
        List<String> sent = new ArrayList<>();
        for (Item item = stream.poll(); item != null; item = stream.poll()) {
            LiveReceipt receipt = item.receipt();
            sent.add(
                    receipt == null
                            ? item.kind().name()
                            : receipt.key().chatId() + " " + receipt.key().userId() + " " + receipt.upTo());
        }
        return sent;
    }

    private static MarksPage page(@Nullable String next, LiveReceipt... receipts) {
        return new MarksPage(List.of(receipts), next == null ? null : new ChatId(next), MARGIN);
    }

    private static LiveReceipt mark(String chat, String user, long upTo, Instant at) {
        ReceiptEnvelope envelope = new ReceiptEnvelope(new ChatId(chat), new UserId(user), ReceiptType.READ, upTo, at);
        return LiveReceipt.of(envelope, Encoded.of(envelope));
    }
}
