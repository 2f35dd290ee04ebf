package io.parley.projection.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.projection.deadletter.Poison;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class TimelineViewsTest {
    private final ProjectedViews views;

    TimelineViewsTest(MongoEngine engine) {
        views = new ProjectedViews(engine.emptyDatabase());
    }

    @Nested
    class AChat {
        @Test
        void beginsWithItsFoundersAtSeqZero() {
            ChatStory story = ChatStory.of("c1", "ann", "bob");
            views.project(story.batch());
            assertThat(views.chat(story.chatId()))
                    .containsEntry(Chats.CREATOR, "ann")
                    .containsEntry(Chats.MEMBER_COUNT, at(0).append(ViewSchema.VALUE, 2L))
                    .containsEntry(Chats.TITLE, at(0).append(ViewSchema.VALUE, "Title"))
                    .containsEntry(Chats.LAST, at(0).append(ViewSchema.ORDINAL, 0L))
                    .doesNotContainKey(Chats.LAST_MESSAGE);
            assertThat(views.member(story.chatId(), "ann").get(Members.ROLE))
                    .isEqualTo(at(0).append(ViewSchema.VALUE, "OWNER"));
            assertThat(views.member(story.chatId(), "bob").get(Members.ROLE))
                    .isEqualTo(at(0).append(ViewSchema.VALUE, "MEMBER"));
        }

        @Test
        void takesTenThousandFoundersAtOnce() {
            List<String> members =
                    IntStream.range(0, 10_000).mapToObj(i -> "user" + i).toList();
            ChatStory story = ChatStory.of("large", members).sent("user7").read("user9999", 1);
            views.project(story.batch());
            assertThat(views.count(Members.COLLECTION)).isEqualTo(10_000);
            assertThat(views.count(Memberships.COLLECTION)).isEqualTo(10_000);
            assertThat(views.timeline(story.chatId(), 0).getList(Timeline.MEMBERS, String.class))
                    .hasSize(100);
            assertThat(views.unread(story.chatId(), "user9999")).isZero();
            assertThat(views.unread(story.chatId(), "user1")).isOne();
        }
    }

    @Nested
    class AMessage {
        @Test
        void standsInTheTimelineAsItWasSent() {
            ChatStory story = ChatStory.of("c1", "ann", "bob").sent("bob");
            views.project(story.batch());
            assertThat(views.timeline(story.chatId(), 1))
                    .containsEntry(Timeline.TYPE, Timeline.MESSAGE)
                    .containsEntry(Timeline.FROM, "bob")
                    .containsEntry(Timeline.MESSAGE_ID, "c1.1")
                    .containsEntry(ViewSchema.ORDINAL, 1L)
                    .containsEntry(ViewSchema.AT, time(1))
                    .containsEntry(
                            Timeline.CONTENT,
                            new Document(Timeline.SCHEME, "plain")
                                    .append(Timeline.BYTES, new Binary("message 1".getBytes(UTF_8))));
        }

        @Test
        void movesTheHeadOfItsChat() {
            ChatStory story = ChatStory.of("c1", "ann").sent("ann").sent("ann");
            views.project(story.batch());
            assertThat(views.chat(story.chatId()))
                    .containsEntry(Chats.LAST, at(2).append(ViewSchema.ORDINAL, 2L))
                    .containsEntry(Chats.LAST_MESSAGE, at(2).append(ViewSchema.AT, time(2)));
        }
    }

    @Nested
    class Unread {
        @Test
        void leavesOutOnesOwnMessagesAboveTheMark() {
            ChatStory story = ChatStory.of("c1", "ann", "bob")
                    .sent("ann")
                    .sent("bob")
                    .sent("ann")
                    .sent("bob")
                    .read("bob", 1);
            views.project(story.batch());
            assertThat(views.unread(story.chatId(), "bob")).isOne();
            assertThat(views.unread(story.chatId(), "ann")).isEqualTo(2);
        }

        @Test
        void searchesOnesOwnMessagesBelowTheMarkInTheView() {
            ChatStory story = ChatStory.of("c1", "ann", "bob")
                    .sent("bob")
                    .sent("ann")
                    .sent("bob")
                    .sent("ann")
                    .sent("bob");
            views.project(story.batch());
            int known = story.events().size();
            story.read("bob", 3).sent("ann");
            views.project(story.batch(known, story.events().size()));
            assertThat(views.unread(story.chatId(), "bob")).isEqualTo(2);
        }
    }

    @Nested
    class AMark {
        @Test
        void leavesItsTimeInEveryBucketThatItPassed() {
            ChatStory story = ChatStory.of("c1", "ann", "bob");
            IntStream.range(0, 600).forEach(i -> story.sent("ann"));
            story.read("bob", 550);
            views.project(story.batch());
            assertThat(views.marks(story.chatId(), 0, "bob").get(Marks.READ)).isEqualTo(entry(255, 601));
            assertThat(views.marks(story.chatId(), 1, "bob").get(Marks.READ)).isEqualTo(entry(511, 601));
            assertThat(views.marks(story.chatId(), 2, "bob").get(Marks.READ)).isEqualTo(entry(550, 601));
        }

        @Test
        void onASeqThatTheViewDoesNotHoldIsNeverGuessed() {
            ChatStory story = ChatStory.of("c1", "ann", "bob").sent("ann").read("bob", 1);
            assertThatThrownBy(() -> views.project(story.batch(2, 3)))
                    .isInstanceOf(Poison.class)
                    .hasMessageContaining("Rebuild the views");
        }

        private static Document entry(long upTo, long second) {
            return new Document(Long.toString(upTo), time(second));
        }
    }

    private static Document at(long seq) {
        return new Document(ViewSchema.SEQ, seq);
    }

    private static Date time(long second) {
        return Date.from(ChatStory.BEGIN.plusSeconds(second));
    }
}
