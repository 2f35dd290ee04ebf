package io.parley.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.Finds;
import io.parley.query.GivenViews;
import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatViews;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Chats from whose views events were left out. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class HistoryOverHolesTest {
    private static final long FAR = 1_000_000;

    private final GivenViews given;
    private final Finds finds = new Finds();
    private final HistoryQueries queries;

    HistoryOverHolesTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        MongoDatabase watched = engine.watched(database, finds);
        Views views = new Views(watched, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        queries = new HistoryQueries(views, new ChatAccess(new ChatViews(watched)), new TimelineReader(watched));
    }

    @Nested
    class APage {
        @Test
        void isFullBesideAHole() {
            given.chat("c1", "ann").messages("c1", 9, "ann").without("c1", 3, 4, 5, 6, 7);
            assertThat(seqs(page(null, 1L, 2))).containsExactly(2L, 8L);
            assertThat(seqs(page(9L, null, 3))).containsExactly(1L, 2L, 8L);
        }

        @Test
        void costsTheSameHoweverLargeTheHoleIs() {
            given.chat("c1", "ann").messages("c1", 2, "ann").message("c1", FAR, "ann", "beyond");
            assertThat(seqs(page(null, 2L, 1))).containsExactly(FAR);
            assertThat(seqs(page(FAR, null, 1))).containsExactly(2L);
            // For each page: whether the views are ready, the chat, its member, the envelopes with one beyond them.
            assertThat(finds.documents()).hasSizeLessThanOrEqualTo(8).allMatch(found -> found <= 2);
        }

        @Test
        void hasNoMoreWhereNothingButAHoleIsBeyond() {
            given.chat("c1", "ann").messages("c1", 3, "ann").head("c1", FAR);
            assertThat(page(null, 1L, 2).more()).isFalse();
            assertThat(page(null, 3L, 2).items()).isEmpty();
            given.without("c1", 0, 1);
            assertThat(page(null, null, 2).more()).isFalse();
        }
    }

    @Nested
    class Paging {
        @Test
        void meetsEverythingOnceInBothDirectionsAndEnds() {
            given.chat("c1", "ann").messages("c1", 40, "ann");
            given.without(
                    "c1",
                    LongStream.rangeClosed(1, 40).filter(seq -> seq % 7 < 4).toArray());
            List<Long> there = LongStream.rangeClosed(0, 40)
                    .filter(seq -> seq == 0 || seq % 7 >= 4)
                    .boxed()
                    .toList();
            assertThat(upwards(4)).isEqualTo(there);
            assertThat(downwards(4)).isEqualTo(there);
        }

        private List<Long> upwards(int limit) {
            List<Long> all = new ArrayList<>();
            FindHistory.Page page = page(null, -1L, limit);
            all.addAll(seqs(page));
            while (page.more()) {
                assertThat(page.items()).hasSize(limit);
                page = page(null, all.get(all.size() - 1), limit);
                all.addAll(seqs(page));
            }
            return all;
        }

        private List<Long> downwards(int limit) {
            List<Long> all = new ArrayList<>();
            FindHistory.Page page = page(null, null, limit);
            all.addAll(seqs(page));
            while (page.more()) {
                assertThat(page.items()).hasSize(limit);
                page = page(all.get(0), null, limit);
                all.addAll(0, seqs(page));
            }
            return all;
        }
    }

    private FindHistory.Page page(@Nullable Long before, @Nullable Long after, int limit) {
        return queries.handle(new FindHistory(new UserId("ann"), new ChatId("c1"), before, after, limit, -1));
    }

    private static List<Long> seqs(FindHistory.Page page) {
        return page.items().stream().map(TimelineEnvelope::seq).toList();
    }
}
