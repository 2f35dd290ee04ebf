package io.parley.projection.deadletter;

import static io.parley.projection.AnnsChat.created;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.chat.ChatEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class SettingAsideTest extends LetterWorld {
    SettingAsideTest(MongoEngine engine) {
        super(engine);
    }

    @Nested
    class AnEventThatMongoDbRefuses {
        @Test
        void isSetAsideWithAllThatFollowsInItsChatWhileOthersGoOn() {
            events.poison("c1", 2);
            chat("c1", 4);
            chat("c2", 4);
            LetterDesk desk = start().part(LetterDesk.class);

            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(4));
            says("c1", 5);
            says("c2", 5);
            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(5));
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(4));
            assertThat(head("c1")).isEqualTo(1);

            LetterDesk.Opened opened = desk.show("c1", 10);
            assertThat(opened.letters()).extracting(LetterDesk.Shown::seq).containsExactly(2L, 3L, 4L, 5L);
            assertThat(opened.letters().get(0).cause()).isNotNull();
            assertThat(opened.letters().get(0).type()).isEqualTo("MessageSent");
            assertThat(opened.letters().subList(1, 4))
                    .allSatisfy(letter -> assertThat(letter.cause()).isNull());
            assertThat(desk.list("", 10).chats())
                    .extracting(LetterDesk.ChatLetters::chatId)
                    .containsExactly("c1");
        }

        @Test
        void isFoundAgainAfterARestartAndNotTwiceWhereNothingWasNoted() {
            events.poison("c1", 2);
            chat("c1", 4);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(3));
            stop();
            forgetTokens();
            chat("c3", 1);

            LetterDesk restarted = start().part(LetterDesk.class);

            eventually().untilAsserted(() -> assertThat(head("c3")).isEqualTo(1));
            assertThat(restarted.show("c1", 10).count()).isEqualTo(3);
            says("c1", 5);
            eventually()
                    .untilAsserted(
                            () -> assertThat(restarted.show("c1", 10).count()).isEqualTo(4));
        }

        @Test
        void takesNothingFromTheBeginningOfItsChatWhenViewsAreBuiltAgainOverItsLetters() {
            events.poison("c1", 3);
            chat("c1", 4);
            start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(2));
            stop();
            List.of("timeline", "chats", "members", "memberships")
                    .forEach(view -> database.getCollection(view).drop());
            forgetTokens();
            events.poison("c1", 1);

            LetterDesk desk = start().part(LetterDesk.class);

            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(4));
            assertThat(head("c1")).isZero();
            events.mend("c1", 1);
            assertThat(desk.retry("c1").count()).isEqualTo(2);
            assertThat(head("c1")).isEqualTo(2);
            events.mend("c1", 3);
            assertThat(desk.retry("c1").count()).isZero();
            assertThat(everything(database)).isEqualTo(everythingBuiltAnew());
        }

        @Test
        void bringsItsSegmentToAHaltWhereTooManyChatsHaveSuchAndLosesNothing() {
            bounds = new DeadLetterProperties(1, 100);
            events.poison("c1", 1);
            chat("c1", 1);
            start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));
            stop();
            events.poison("c2", 1);
            chat("c2", 2);
            TimelineGroup full = start();
            eventually().untilAsserted(() -> assertThat(head("c2")).isEqualTo(0));
            assertThat(letters()).isEqualTo(1);

            events.mend("c1", 1);
            full.part(LetterDesk.class).retry("c1");

            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(2));
        }
    }

    @Nested
    class AChatWithLetters {
        @Test
        void isKnownToTheNodeThatTakesItsSegmentOver() {
            TimelineGroup before = start();
            chat("c0", 1);
            eventually().untilAsserted(() -> assertThat(head("c0")).isEqualTo(1));
            before.pause();
            events.poison("c1", 2);
            chat("c1", 3);
            TimelineGroup meanwhile = start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(2));
            meanwhile.pause();

            before.goOn();
            says("c1", 4);

            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));
            assertThat(timeline("c1", 4)).isNull();
        }

        @Test
        void costsOtherChatsNoQueryEach() {
            events.poison("c1", 1);
            chat("c1", 1);
            start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));
            stop();
            List<DomainEventMessage<?>> batch = IntStream.range(0, 200)
                    .<DomainEventMessage<?>>mapToObj(chat -> message(created("other" + chat), 0, 100L + chat))
                    .toList();
            Questions questions = new Questions();
            try (var context = new AnnotationConfigApplicationContext()) {
                GuardedProjection projection = TimelineGroup.parts(
                                context, new MendableEvents(), engine.watched(database, questions), bounds)
                        .getBean(GuardedProjection.class);
                questions.asked.set(0);

                projection.project(batch);

                assertThat(questions.asked.get()).isEqualTo(1);

                projection.project(batch);

                assertThat(questions.asked.get()).isEqualTo(1);
            }
        }

        private static DomainEventMessage<?> message(ChatEvent event, long seq, long position) {
            return new GenericTrackedDomainEventMessage<>(
                    new GlobalSequenceTrackingToken(position),
                    new GenericDomainEventMessage<>("Chat", event.chatId().value(), seq, event));
        }
    }

    /** Counts what its maker's thread asks of MongoDB about letters; the watch has questions of its own. */
    private static final class Questions implements CommandListener {
        private final Thread asking = Thread.currentThread();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            BsonValue collection = event.getCommand().get("find", new BsonString(""));
            if (Thread.currentThread() == asking
                    && List.of("deadLetters", "irregularChats")
                            .contains(collection.asString().getValue())) {
                asked.incrementAndGet();
            }
        }
    }

    @Nested
    class AnEventThatIsNoneOfAChat {
        @Test
        void isPassedOver() {
            TimelineGroup.store(events, "digest", 0, new Unheard("x"));
            chat("c1", 1);
            start();

            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(1));
            assertThat(letters()).isZero();
        }
    }

    /** An event of a kind that has nothing to do with chats. */
    record Unheard(String word) {}
}
