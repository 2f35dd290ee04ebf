package io.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.MessageEnvelope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class InboxQueriesTest {
    private final GivenViews given;
    private final QuerySide querySide;

    InboxQueriesTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        querySide = new QuerySide(engine, database);
    }

    @AfterEach
    void close() {
        querySide.close();
    }

    @Nested
    class AnInbox {
        @Test
        void showsTheNewestActivityFirst() {
            given.chat("old", "ann", "bob").message("old", 1, "bob", "first", GivenViews.second(10));
            given.chat("new", "ann", "bob").message("new", 1, "bob", "second", GivenViews.second(30));
            given.chat("quiet", "bob").joined("quiet", "ann", 0, 0, GivenViews.second(20));
            assertThat(chats(inbox(10, null))).containsExactly("new", "quiet", "old");
        }

        @Test
        void breaksTiesByChat() {
            given.chat("b", "ann").chat("a", "ann").chat("c", "ann");
            assertThat(chats(inbox(10, null))).containsExactly("a", "b", "c");
        }

        @Test
        void showsWhatAChatIsAndHowItEnds() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            given.readMark("c1", "ann", 1, GivenViews.second(5), 1, 0);
            FindInbox.Row row = inbox(10, null).chats().get(0);
            assertThat(row.title()).isEqualTo("About c1");
            assertThat(row.lastSeq()).isEqualTo(3);
            assertThat(row.lastMessage()).extracting(MessageEnvelope::text).isEqualTo("message 3");
            assertThat(row.unread()).isEqualTo(2);
            assertThat(row.readSeq()).isEqualTo(1);
            assertThat(row.memberCount()).isEqualTo(2);
        }

        @Test
        void standsOnTheWireAsTheProtocolHasIt() {
            given.chat("c1", "ann", "bob").message("c1", 1, "bob", "Hi");
            given.chat("c2", "bob").joined("c2", "ann", 0, 1, GivenViews.second(-1));
            String message = "{\"type\":\"MESSAGE\",\"chatId\":\"c1\",\"seq\":1,\"at\":\"2026-11-22T10:00:01.000Z\","
                    + "\"from\":\"bob\",\"messageId\":\"c1.1\","
                    + "\"clientMsgId\":\"00000000-0000-0001-0000-000000000001\",\"text\":\"Hi\"}";
            assertThat(json(10))
                    .isEqualTo("{\"chats\":[{\"chatId\":\"c1\",\"kind\":\"GROUP\",\"title\":\"About c1\",\"lastSeq\":1,"
                            + "\"lastMessage\":" + message
                            + ",\"unread\":1,\"readSeq\":-1,\"memberCount\":2,\"encrypted\":false},"
                            + "{\"chatId\":\"c2\",\"kind\":\"GROUP\",\"title\":\"About c2\",\"lastSeq\":0,"
                            + "\"unread\":0,\"readSeq\":-1,\"memberCount\":1,\"encrypted\":false}]}");
            assertThat(json(1)).contains("\"next\":\"");
        }

        private String json(int limit) {
            FindInbox.Json found = querySide.ask(new FindInbox(new UserId("ann"), limit, null), FindInbox.Json.class);
            return new String(found.page(), StandardCharsets.UTF_8);
        }

        @Test
        void countsNoMessageOfOnesOwn() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob").own("c1", "ann", 2, 1);
            FindInbox.Row row = inbox(10, null).chats().get(0);
            assertThat(row.unread()).isEqualTo(2);
            assertThat(row.readSeq()).isEqualTo(-1);
        }

        @Test
        void countsExactlyWhileAMessageOfOnesOwnIsBeingProjected() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob").message("c1", 4, "bob", "x");
            given.message("c1", 5, "ann", "mine").own("c1", "ann", 5, 1).head("c1", 3);
            FindInbox.Row row = inbox(10, null).chats().get(0);
            assertThat(row.lastSeq()).isEqualTo(3);
            assertThat(row.unread()).isEqualTo(3);
        }

        @Test
        void hidesAMessageFromBeforeTheFirstVisibleSeq() {
            given.chat("c1", "bob").messages("c1", 3, "bob");
            given.joined("c1", "ann", 4, 4, GivenViews.second(2)).readMark("c1", "ann", 4, null, 3, 0);
            FindInbox.Row row = inbox(10, null).chats().get(0);
            assertThat(row.lastMessage()).isNull();
            assertThat(row.unread()).isZero();
        }
    }

    @Nested
    class ACursor {
        @Test
        void continuesWhereThePageEnded() {
            for (int i = 0; i < 7; i++) {
                given.chat("c" + i, "ann").message("c" + i, 1, "ann", "x", GivenViews.second(i % 3));
            }
            List<String> all = chats(inbox(10, null));
            List<String> paged = new ArrayList<>();
            String cursor = null;
            do {
                FindInbox.Page page = inbox(2, cursor);
                paged.addAll(chats(page));
                cursor = page.next();
            } while (cursor != null);
            assertThat(paged).isEqualTo(all).hasSize(7).doesNotHaveDuplicates();
        }

        @Test
        void comesEarlyWhereLastMessagesAreLarge() {
            for (int i = 0; i < 7; i++) {
                given.chat("c" + i, "ann").message("c" + i, 1, "ann", "x".repeat(200 * 1024));
            }
            FindInbox.Page first = inbox(10, null);
            assertThat(chats(first)).containsExactly("c0", "c1");
            assertThat(chats(inbox(10, first.next()))).containsExactly("c2", "c3");
        }

        @Test
        void comesAfterARowThatFillsThePageAlone() {
            given.chat("c1", "ann").message("c1", 1, "ann", "x".repeat(600 * 1024));
            given.chat("c2", "ann");
            FindInbox.Page first = inbox(10, null);
            assertThat(chats(first)).containsExactly("c1");
            assertThat(chats(inbox(10, first.next()))).containsExactly("c2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "???", "bm9jb2xvbg", "eDp5", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6YQ", "MTIzOiQk"})
        void thatIsNoneIsRefused(String cursor) {
            Problem problem = querySide.refusal(new FindInbox(new UserId("ann"), 10, cursor));
            assertThat(problem.field()).isEqualTo("cursor");
        }
    }

    @Nested
    class OnesOwnWrites {
        @Test
        void areWaitedForWhileTheViewIsBehind() {
            given.chat("c1", "ann", "bob").messages("c1", 3, "bob");
            given.readMark("c1", "ann", 2, GivenViews.second(5), 2, 0);
            assertThat(lagsBehind("c1", 4, -1)).isTrue();
            assertThat(lagsBehind("c1", -1, 3)).isTrue();
            assertThat(lagsBehind("new", 0, -1)).isTrue();
            assertThat(lagsBehind("c1", 3, 2)).isFalse();
        }

        @Test
        void areNotWaitedForWhereTheMarkIsFromBeforeTheJoining() {
            given.chat("c1", "bob").messages("c1", 3, "bob").joined("c1", "ann", 4, 0, GivenViews.second(4));
            assertThat(lagsBehind("c1", -1, 3)).isFalse();
            assertThat(lagsBehind("c1", -1, 4)).isTrue();
        }

        @Test
        void areNotWaitedForInAChatThatOneHasLeft() {
            given.chat("c1", "bob").messages("c1", 3, "bob");
            assertThat(lagsBehind("c1", 3, 2)).isFalse();
            assertThat(lagsBehind("c1", 4, -1)).isTrue();
        }

        private boolean lagsBehind(String chat, long headSeq, long readSeq) {
            var expected = new FindInbox.Expected(new ChatId(chat), headSeq, readSeq);
            FindInbox query = new FindInbox(new UserId("ann"), 10, null, List.of(expected));
            try {
                querySide.ask(query, FindInbox.Json.class);
                return false;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(Unavailable.class);
                return true;
            }
        }
    }

    @Test
    void aLimitOutOfRangeIsRefused() {
        assertThat(querySide.refusal(new FindInbox(new UserId("ann"), 0, null)).field())
                .isEqualTo("limit");
        assertThat(querySide
                        .refusal(new FindInbox(new UserId("ann"), 201, null))
                        .field())
                .isEqualTo("limit");
    }

    private FindInbox.Page inbox(int limit, @Nullable String cursor) {
        FindInbox.Json found = querySide.ask(new FindInbox(new UserId("ann"), limit, cursor), FindInbox.Json.class);
        return ParleyJson.mapper().readValue(found.page(), FindInbox.Page.class);
    }

    private static List<String> chats(FindInbox.Page page) {
        return page.chats().stream().map(row -> row.chatId().value()).toList();
    }
}
