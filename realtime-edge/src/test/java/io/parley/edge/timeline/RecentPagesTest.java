package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class RecentPagesTest {
    private static final ChatId CHAT = ChatId.group(new UserId("ann"), "plans");
    private static final int SIZE = 100;
    private static final int PLENTY = 1_000_000;

    private final MutableClock clock = MutableClock.epochUTC();
    private final RecentPages pages = new RecentPages(clock);

    @Nested
    class ForAnotherMember {
        @Test
        void areThoseThatAreLeftFromItsCursorOn() {
            keep(1, 20, false, 20);
            assertThat(seqs(read(15, 200, PLENTY, 20))).containsExactly(15L, 16L, 17L, 18L, 19L, 20L);
            assertThat(found(read(15, 200, PLENTY, 20)).more()).isFalse();
            assertThat(found(read(15, 200, PLENTY, 20)).head()).isEqualTo(20);
        }

        @Test
        void areNoneOfWhatIsOlderOrNewerThanWhatWasRead() {
            keep(5, 20, false, 20);
            assertThat(pages.find(read(4, 200, PLENTY, 20))).isNull();
            assertThat(pages.find(read(21, 200, PLENTY, 22))).isNull();
        }

        @Test
        void saySoWhereMoreIsKnownThanTheyHold() {
            keep(1, 20, false, 20);
            assertThat(found(read(10, 200, PLENTY, 25)).more()).isTrue();
            keep(1, 20, true, 500);
            assertThat(found(read(10, 200, PLENTY, 500)).more()).isTrue();
        }

        @Test
        void areNoMoreThanItAskedFor() {
            keep(1, 20, false, 20);
            assertThat(seqs(read(1, 3, PLENTY, 20))).containsExactly(1L, 2L, 3L);
            assertThat(found(read(1, 3, PLENTY, 20)).more()).isTrue();
            assertThat(seqs(read(1, 200, 2 * SIZE, 20))).containsExactly(1L, 2L);
            assertThat(seqs(read(1, 200, 1, 20))).as("one at least").containsExactly(1L);
        }
    }

    @Test
    void passOverWhatWasLeftOutOfTheView() {
        pages.keep(read(1, 200, PLENTY, 9), new RecentPages.Page(List.of(entry(1), entry(2)), false, 9));
        assertThat(found(read(5, 200, PLENTY, 9)).entries()).isEmpty();
        assertThat(found(read(5, 200, PLENTY, 9)).head()).isEqualTo(9);
        assertThat(pages.find(read(5, 200, PLENTY, 12)))
                .as("what comes then is not known")
                .isNull();
    }

    @Test
    void areNotReplacedByASmallerPart() {
        keep(1, 20, false, 20);
        keep(15, 20, false, 20);
        assertThat(seqs(read(1, 2, PLENTY, 20))).containsExactly(1L, 2L);
    }

    @Test
    void areForgottenAfterSeconds() {
        keep(1, 20, false, 20);
        clock.add(Duration.ofSeconds(6));
        assertThat(pages.find(read(1, 200, PLENTY, 20))).isNull();
    }

    private void keep(long from, long to, boolean more, long head) {
        List<PageEntry> entries =
                LongStream.rangeClosed(from, to).mapToObj(this::entry).toList();
        pages.keep(read(from, 200, PLENTY, head), new RecentPages.Page(entries, more, head));
    }

    private PageEntry entry(long seq) {
        return new PageEntry(seq, new Encoded(new byte[SIZE]));
    }

    private static PageRead read(long next, int limit, int bytes, long known) {
        return new PageRead(CHAT, next, limit, bytes, known);
    }

    private RecentPages.Page found(PageRead read) {
        return Objects.requireNonNull(pages.find(read));
    }

    private List<Long> seqs(PageRead read) {
        return found(read).entries().stream().map(PageEntry::seq).toList();
    }
}
