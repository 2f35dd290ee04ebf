package io.parley.projection.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.embedded.mongo.MongoEngine;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.refusal.NotFound;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class RetryTest extends LetterWorld {
    RetryTest(MongoEngine engine) {
        super(engine);
    }

    @Nested
    class ARetry {
        @Test
        void thatFailsCountsAndKeepsTheOrder() {
            events.poison("c1", 1);
            chat("c1", 2);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(2));

            LetterDesk.ChatLetters left = desk.retry("c1");

            assertThat(left.count()).isEqualTo(2);
            assertThat(left.first())
                    .isNotNull()
                    .extracting(LetterDesk.Shown::attempts)
                    .isEqualTo(2L);
            assertThatThrownBy(() -> desk.retry("c2")).isInstanceOf(NotFound.class);
        }

        @Test
        void thatWorksLeavesTheViewsAsIfNothingHadHappenedWhateverCameMeanwhile() {
            events.poison("c1", 3);
            chat("c1", 6);
            TimelineGroup group = start();
            LetterDesk desk = group.part(LetterDesk.class);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(4));

            CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
                for (long seq = 7; seq <= 300; seq++) {
                    says("c1", seq);
                    if (seq % 10 == 0) {
                        reads("c1", seq / 10 - 1, seq - 1, seq);
                    }
                }
            });
            await().until(() -> traffic.isDone() || desk.show("c1", 1).count() > 20);
            events.mend("c1", 3);
            desk.retry("c1");
            traffic.join();

            eventually().untilAsserted(() -> assertThat(letters()).isZero());
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(300));
            eventually().untilAsserted(() -> assertThat(everything(database)).isEqualTo(everythingBuiltAnew()));
        }
    }

    @Nested
    class TheWatch {
        @Test
        void triesWhatWaitsForNothingSoThatTheSegmentNeedNot() {
            events.poison("c1", 2);
            chat("c1", 4);
            TimelineGroup group = start();
            StoredLetters stored = group.part(StoredLetters.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));
            group.part(LetterWatch.class).stop();

            stored.remove(stored.some("c1", 1));
            says("c1", 5);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));
            says("c1", 6);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(4));
            assertThat(head("c1")).isEqualTo(1);

            group.part(LetterWatch.class).start();
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(6));
        }

        @Test
        void letsNoChatKeepOthersFromTheirTurnAndSaysOnceWhatIsWrongWithIt() {
            events.poison("c1", 2);
            chat("c1", 4);
            TimelineGroup group = start();
            StoredLetters stored = group.part(StoredLetters.class);
            LetterWatch watch = group.part(LetterWatch.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));
            watch.stop();
            database.getCollection("deadLetters")
                    .insertOne(new org.bson.Document("_id", "a:0000000000000000001").append("of", "no letter"));
            stored.remove(stored.some("c1", 1));

            try (Logged logged = Logged.of(LetterWatch.class)) {
                watch.start();

                eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(4));
                watch.look();
                watch.look();
                eventually()
                        .untilAsserted(() -> assertThat(logged.warnings())
                                .singleElement()
                                .asString()
                                .contains("chat a "));
            }
        }
    }
}
