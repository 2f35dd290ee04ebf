package io.parley.projection.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bson.Document;

/** Whatever happens in a chat and however it is cut into batches, the views equal what counting one by one gives. */
class TimelineViewsPropertyTest {
    private static final List<String> MEMBERS = List.of("ann", "bob", "c.e", "dan");

    @Property(tries = 60)
    void theViewsAreWhatCountingOneByOneGives(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
        MongoEngine.all().forEach(engine -> {
            Random random = new Random(seed);
            ChatStory story = randomStory(random, steps);
            ProjectedViews views = new ProjectedViews(engine.emptyDatabase());
            projectInBatches(views, story, 0, random);
            assertCounts(views, story);
            assertTimes(views, story, random);
        });
    }

    @Property(tries = 40)
    void eventsThatComeAgainChangeNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int steps) {
        MongoEngine.all().forEach(engine -> {
            Random random = new Random(seed);
            ChatStory story = randomStory(random, steps);
            ProjectedViews views = new ProjectedViews(engine.emptyDatabase());
            projectInBatches(views, story, 0, random);
            Map<String, Document> before = views.everything();
            projectInBatches(views, story, random.nextInt(story.events().size()), random);
            assertThat(views.everything()).isEqualTo(before);
        });
    }

    /** Events are left out as they come, whoever sent them: from an event that cannot be read that is not known. */
    @Property(tries = 60)
    void whatWasLeftOutCountsForNobody(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int steps) {
        MongoEngine.all().forEach(engine -> {
            Random random = new Random(seed);
            ChatStory story = randomStory(random, steps);
            ProjectedViews views = new ProjectedViews(engine.emptyDatabase());
            Set<Long> leftOut = new HashSet<>();
            views.project(story.batch(0, 1));
            long seq = 0;
            int from = 1;
            for (int i = 1; i < story.events().size(); i++) {
                seq += story.events().get(i) instanceof ChatEvent ? 1 : 0;
                if (story.events().get(i) instanceof MessageSent && random.nextInt(5) == 0) {
                    projectInBatches(views, story, from, i, random);
                    views.leaveOut(story.chatId(), seq);
                    leftOut.add(seq);
                    from = i + 1;
                } else if (from < i && random.nextInt(10) == 0) {
                    // A batch that comes again.
                    projectInBatches(views, story, from, i, random);
                }
            }
            projectInBatches(views, story, from, story.events().size(), random);
            for (String member : MEMBERS) {
                assertThat(views.unread(story.chatId(), member)).as(member).isEqualTo(story.unread(member, leftOut));
            }
        });
    }

    private static ChatStory randomStory(Random random, int steps) {
        ChatStory story = ChatStory.of("c1", MEMBERS);
        for (int step = 0; step < steps; step++) {
            String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
            switch (random.nextInt(8)) {
                case 0 -> forward(story, member, ReceiptType.DELIVERED, random);
                case 1, 2 -> forward(story, member, ReceiptType.READ, random);
                case 3 -> burst(story, member, random.nextInt(12));
                default -> story.sent(member);
            }
        }
        return story;
    }

    private static void burst(ChatStory story, String member, int messages) {
        for (int i = 0; i < messages; i++) {
            story.sent(member);
        }
    }

    private static void forward(ChatStory story, String member, ReceiptType type, Random random) {
        long after = story.mark(member, type);
        if (after < story.head()) {
            long upTo = after + 1 + random.nextInt((int) (story.head() - after));
            if (type == ReceiptType.READ) {
                story.read(member, upTo);
            } else {
                story.delivered(member, upTo);
            }
        }
    }

    private static void projectInBatches(ProjectedViews views, ChatStory story, int first, Random random) {
        projectInBatches(views, story, first, story.events().size(), random);
    }

    private static void projectInBatches(ProjectedViews views, ChatStory story, int first, int end, Random random) {
        int from = first;
        while (from < end) {
            int to = Math.min(end, from + 1 + random.nextInt(120));
            views.project(story.batch(from, to));
            from = to;
        }
    }

    private static void assertCounts(ProjectedViews views, ChatStory story) {
        for (String member : MEMBERS) {
            assertThat(views.unread(story.chatId(), member)).as(member).isEqualTo(story.unread(member));
        }
    }

    private static void assertTimes(ProjectedViews views, ChatStory story, Random random) {
        for (int probe = 0; probe < 20; probe++) {
            long seq = random.nextInt((int) story.head() + 1);
            String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
            List<ReceiptEvent> past = story.marksPast(seq, member);
            assertThat(views.firstMark(story.chatId(), seq, member, Marks.READ)).isEqualTo(first(past, true));
            assertThat(views.firstMark(story.chatId(), seq, member, Marks.DELIVERED))
                    .isEqualTo(first(past, false));
        }
    }

    private static Optional<Instant> first(List<ReceiptEvent> marks, boolean read) {
        return marks.stream()
                .filter(mark -> mark instanceof MessagesRead == read)
                .map(ReceiptEvent::at)
                .findFirst();
    }
}
