package io.parley.query.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class MemberQueriesTest {
    private final GivenViews given;
    private final QuerySide querySide;

    MemberQueriesTest(MongoEngine engine) {
        MongoDatabase database = engine.emptyDatabase();
        given = new GivenViews(database).ready(true);
        querySide = new QuerySide(engine, database);
    }

    @AfterEach
    void close() {
        querySide.close();
    }

    @Nested
    class Members {
        @Test
        void comePageByPageInOrderOfUserId() {
            given.chat("c1", "dan", "ann", "b.b", "cid").chat("c10", "eve");
            FindMembers.Page first = members("ann", null, 3);
            FindMembers.Page second = members("ann", first.next(), 3);
            assertThat(users(first)).containsExactly("ann", "b.b", "cid");
            assertThat(users(second)).containsExactly("dan");
            assertThat(second.next()).isNull();
        }

        @Test
        void areNotForStrangers() {
            given.chat("c1", "ann");
            assertThat(querySide.refusal(find("eve", null, 3)).code()).isEqualTo(ErrorCode.NOT_A_MEMBER);
        }

        @Test
        void refuseWhatIsNoCursorAndNoLimit() {
            given.chat("c1", "ann");
            assertThat(querySide.refusal(find("ann", "***", 3)).field()).isEqualTo("cursor");
            assertThat(querySide.refusal(find("ann", "JCQ", 3)).field()).isEqualTo("cursor");
            assertThat(querySide.refusal(find("ann", null, 0)).field()).isEqualTo("limit");
        }
    }

    private FindMembers.Page members(String user, @Nullable String cursor, int limit) {
        return querySide.ask(find(user, cursor, limit), FindMembers.Page.class);
    }

    private static FindMembers find(String user, @Nullable String cursor, int limit) {
        return new FindMembers(new UserId(user), new ChatId("c1"), cursor, limit, -1);
    }

    private static List<String> users(FindMembers.Page page) {
        return page.members().stream().map(member -> member.userId().value()).toList();
    }
}
