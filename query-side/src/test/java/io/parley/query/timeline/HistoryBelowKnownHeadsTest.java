package io.parley.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.query.Finds;
import io.parley.query.GivenViews;
import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatViews;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who pages back through a chat: where it ends was read before, whether it is open to the user is read each time. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class HistoryBelowKnownHeadsTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("c1");

    private final MongoDatabase database;
    private final GivenViews given;
    private final Finds finds = new Finds();
    private final HistoryQueries queries;

    HistoryBelowKnownHeadsTest(MongoEngine engine) {
        database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        MongoDatabase watched = engine.watched(database, finds);
        Views views = new Views(watched, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        queries = new HistoryQueries(views, new ChatAccess(new ChatViews(watched)), new TimelineReader(watched));
        given.chat("c1", "ann", "bob").messages("c1", 9, "bob");
        assertThat(page(null, -1)).containsExactly(8L, 9L);
    }

    @Test
    void aPageReadsItsMemberAndItsEnvelopesAlone() {
        int before = finds.documents().size();
        assertThat(page(8L, -1)).containsExactly(6L, 7L);
        assertThat(page(6L, 9)).containsExactly(4L, 5L);
        // The member, then the envelopes with one beyond them.
        assertThat(finds.documents().subList(before, finds.documents().size())).containsExactly(1, 3, 1, 3);
    }

    @Test
    void theNewestPageIsOfTheHeadThatThereIsNow() {
        given.message("c1", 10, "bob", "more");
        assertThat(page(null, -1)).containsExactly(9L, 10L);
    }

    @Test
    void aPageFromBeyondWhatIsKnownIsReadAnew() {
        assertThat(page(11L, -1)).containsExactly(8L, 9L);
        given.message("c1", 10, "bob", "more");
        assertThat(page(11L, -1)).containsExactly(9L, 10L);
    }

    @Test
    void aPageWaitsForWhatItsUserKnowsOf() {
        assertThatThrownBy(() -> page(8L, 10)).isInstanceOf(Unavailable.class);
        given.message("c1", 10, "bob", "more");
        assertThat(page(8L, 10)).containsExactly(6L, 7L);
    }

    @Test
    void whoIsNoMemberAnyMoreGetsNone() {
        database.getCollection(Members.COLLECTION).deleteOne(new Document("_id", ViewIds.member(CHAT, ANN)));
        assertThatThrownBy(() -> page(8L, -1)).isInstanceOf(NotAMember.class);
    }

    @Test
    void whoCameAgainSeesNothingFromBefore() {
        given.joined("c1", "ann", 7, 7, GivenViews.second(7));
        assertThat(page(9L, -1)).containsExactly(7L, 8L);
        assertThat(page(7L, -1)).isEmpty();
    }

    private List<Long> page(@Nullable Long before, long atLeast) {
        return queries.handle(new FindHistory(ANN, CHAT, before, null, 2, atLeast)).items().stream()
                .map(TimelineEnvelope::seq)
                .toList();
    }
}
