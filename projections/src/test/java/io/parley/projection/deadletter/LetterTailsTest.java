package io.parley.projection.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.projection.config.TimelineGroup;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class LetterTailsTest extends LetterWorld {
    private static final int BOUND = 5;

    LetterTailsTest(MongoEngine engine) {
        super(engine);
    }

    @Nested
    class AChatBeyondItsBound {
        private TimelineGroup group;
        private LetterDesk desk;

        @BeforeEach
        void isReached() {
            bounds = new DeadLetterProperties(10, BOUND);
            events.poison("c1", 2);
            chat("c1", 6);
            group = start();
            desk = group.part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(BOUND));
        }

        @Test
        void keepsOneLetterForAllThatFollowsInAStreamAndStopsNobody() {
            for (int chat = 2; chat < 6; chat++) {
                chat("c" + chat, 1);
            }
            says("c1", 7, 400);
            reads("c1", 0, -1, 3);
            reads("c1", 1, 3, 400);
            for (int chat = 2; chat < 6; chat++) {
                says("c" + chat, 2);
            }

            for (int chat = 2; chat < 6; chat++) {
                String other = "c" + chat;
                eventually().untilAsserted(() -> assertThat(head(other)).isEqualTo(2));
            }
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(399 + 2));
            assertThat(letters()).isEqualTo(BOUND + 2);
            assertThat(desk.show("c1", 10).letters().subList(BOUND, BOUND + 2))
                    .extracting(LetterDesk.Shown::letter, LetterDesk.Shown::upTo)
                    .containsExactly(tuple("7", 400L), tuple("ann:0", 1L));
            assertThat(head("c1")).isEqualTo(1);
        }

        @Test
        void isWorkedOffInOrderWhateverComesMeanwhile() {
            says("c1", 7, 700);
            reads("c1", 0, -1, 600);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(699 + 1));
            CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
                for (long seq = 701; seq <= 900; seq++) {
                    says("c1", seq);
                    if (seq % 20 == 0) {
                        reads("c1", seq / 20 - 35, seq == 720 ? 600 : seq - 20, seq);
                    }
                }
            });

            events.mend("c1", 2);
            desk.retry("c1");
            traffic.join();

            eventually().untilAsserted(() -> assertThat(letters()).isZero());
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(900));
            eventually().untilAsserted(() -> assertThat(everything(database)).isEqualTo(everythingBuiltAnew()));
        }

        @Test
        void stopsAtWhatCannotBeProjectedBehindItToo() {
            events.poison("c1", 20);
            says("c1", 7, 30);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(29));
            events.mend("c1", 2);

            LetterDesk.ChatLetters left = desk.retry("c1");

            assertThat(head("c1")).isEqualTo(19);
            assertThat(left.count()).isEqualTo(11);
            assertThat(left.first())
                    .isNotNull()
                    .satisfies(first -> assertThat(first.cause()).isNotNull())
                    .extracting(LetterDesk.Shown::letter)
                    .isEqualTo("20");
            says("c1", 31);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(12));
            assertThat(desk.evictFirst("c1", "20").count()).isZero();
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(31));
            assertThat(timeline("c1", 20)).isNull();
            assertThat(timeline("c1", 31)).containsEntry(ViewSchema.ORDINAL, 30L);
        }

        @Test
        void canBeLeftOutAltogether() {
            says("c1", 7, 30);
            reads("c1", 0, -1, 30);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(29 + 1));

            assertThat(desk.evictAll("c1").count()).isZero();

            assertThat(head("c1")).isEqualTo(30);
            assertThat(letters()).isZero();
            says("c1", 31);
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(31));
            assertThat(timeline("c1", 30)).isNull();
            assertThat(timeline("c1", 31)).containsEntry(ViewSchema.ORDINAL, 2L);
        }

        @Test
        void forgetsNothingThatComesBetweenItsLastReadingAndItsEnd() {
            says("c1", 7, 9);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(8));
            LetterTails tails = group.part(LetterTails.class);
            Letter asRead = tails.of("c1").get(0);
            says("c1", 10);
            eventually()
                    .untilAsserted(() -> assertThat(desk.show("c1", 10).count()).isEqualTo(9));

            tails.advance(asRead, 10);

            assertThat(tails.of("c1"))
                    .singleElement()
                    .satisfies(tail -> assertThat(tail.id()).isEqualTo(ViewIds.letterTail("c1")))
                    .satisfies(tail -> assertThat(tail.seq()).isEqualTo(10))
                    .satisfies(tail -> assertThat(tail.upTo()).isEqualTo(10));
        }
    }
}
