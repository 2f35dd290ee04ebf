package io.parley.query.receipt;

import static io.parley.query.GivenViews.second;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.query.Finds;
import io.parley.query.GivenViews;
import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatViews;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindReceipts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Chats whose receipts are counted and not listed. */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class ReceiptsOfLargeChatsTest {
    private static final int MEMBERS = ReceiptQueries.MEMBERS_AT_ONCE + 100;
    private static final int READ = 30;
    private static final int DELIVERED = 40;

    private final GivenViews given;
    private final Finds finds = new Finds();
    private final ReceiptQueries queries;

    ReceiptsOfLargeChatsTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        MongoDatabase watched = engine.watched(database, finds);
        ChatViews chats = new ChatViews(watched);
        Views views = new Views(watched, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        queries = new ReceiptQueries(views, new ChatAccess(chats), chats, new MarksReader(watched));
    }

    @Test
    void areReadPageByPageAndCountedWhole() {
        given.chat("c1", IntStream.range(0, MEMBERS).mapToObj(n -> "u" + n).toArray(String[]::new));
        given.messages("c1", 3, "u0");
        // Among them are the first and the last in order of user id.
        marked(0, READ, Marks.READ);
        marked(MEMBERS - DELIVERED, MEMBERS, Marks.DELIVERED);
        assertThat(receipts()).isEqualTo(new FindReceipts.Receipts(List.of(), READ + DELIVERED, READ));
        assertThat(finds.documents()).allMatch(found -> found <= ReceiptQueries.MEMBERS_AT_ONCE);
        // Whether the views are ready, the chat and the asking member; then members and marks of two pages.
        assertThat(finds.documents()).hasSize(3 + 2 * 2);
    }

    private void marked(int from, int to, String type) {
        IntStream.range(from, to).forEach(n -> given.markEntry("c1", "u" + n, type, 3, second(9)));
    }

    private FindReceipts.Receipts receipts() {
        return queries.handle(new FindReceipts(new UserId("u0"), new ChatId("c1"), 2, -1));
    }
}
