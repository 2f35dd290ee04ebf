package io.parley.projection.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.mongo.MongoEngine;
import io.parley.engines.mongo.ViewSchema;
import io.parley.projection.config.TimelineGroup;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.NotFound;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class EvictionTest extends LetterWorld {
    EvictionTest(MongoEngine engine) {
        super(engine);
    }

    @Nested
    class OfTheFirst {
        @Test
        void leavesAHoleThatTheChatAndItsMarksGoPast() {
            events.poison("c1", 2);
            chat("c1", 2);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));
            reads("c1", 0, -1, 2);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(2));

            assertThat(desk.evictFirst("c1", "2").count()).isZero();

            assertThat(head("c1")).isEqualTo(2);
            assertThat(timeline("c1", 2)).isNull();
            assertThat(read("c1").getLong(ViewSchema.SEQ)).isEqualTo(2);
            says("c1", 3);
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(3));
            assertThat(timeline("c1", 3)).isNotNull();
        }

        @Test
        void countsForNobodyNotForItsSenderEither() {
            events.poison("c1", 2);
            chat("c1", 2);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));

            desk.evictFirst("c1", "2");

            assertThat(unread("c1")).isZero();
            reads("c1", 0, -1, 2);
            says("c1", 3, 5);
            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(5));
            assertThat(unread("c1")).isZero();
            assertThat(timeline("c1", 5)).containsEntry(ViewSchema.ORDINAL, 4L).containsEntry(ViewSchema.OWN, 4L);
        }

        @Test
        void isRefusedWhereAnotherOneIsTheFirstByThen() {
            events.poison("c1", 2);
            events.poison("c1", 3);
            chat("c1", 4);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));
            desk.evictFirst("c1", "2");

            assertThatThrownBy(() -> desk.evictFirst("c1", "2"))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("is 3 by now");

            assertThat(desk.show("c1", 10).letters())
                    .extracting(LetterDesk.Shown::letter)
                    .containsExactly("3", "4");
            assertThat(desk.evictFirst("c1", "3").count()).isZero();
            assertThatThrownBy(() -> desk.evictFirst("c1", "3")).isInstanceOf(NotFound.class);
        }

        @Test
        void isRefusedForTheBeginningOfAChatWithoutWhichTheRestCannotBeShown() {
            events.poison("c1", 0);
            says("c1", 0);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(1));

            assertThatThrownBy(() -> desk.evictFirst("c1", "0")).isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> desk.evictAll("c1")).isInstanceOf(Conflict.class);
            assertThat(letters()).isEqualTo(1);
            // Nobody is kept from the letter that stayed.
            assertThat(desk.retry("c1").first())
                    .isNotNull()
                    .extracting(LetterDesk.Shown::attempts)
                    .isEqualTo(2L);
        }
    }

    @Nested
    class OfAll {
        @Test
        void leavesOutWhatWaitsToo() {
            events.poison("c1", 1);
            chat("c1", 3);
            LetterDesk desk = start().part(LetterDesk.class);
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));

            assertThat(desk.evictAll("c1").count()).isZero();

            assertThat(head("c1")).isEqualTo(3);
            assertThat(timeline("c1", 3)).isNull();
        }

        @Test
        void leavesInWhatComesWhileItRuns() {
            events.poison("c1", 1);
            chat("c1", 3);
            TimelineGroup group = start();
            eventually().untilAsserted(() -> assertThat(letters()).isEqualTo(3));

            new Evictions(
                            group.part(StoredLetters.class),
                            group.part(LetterTails.class),
                            group.part(IrregularChats.class),
                            new Overtaken(group.part(Projector.class), () -> {
                                says("c1", 4, 5);
                                eventually()
                                        .untilAsserted(
                                                () -> assertThat(letters()).isEqualTo(5));
                            }))
                    .all("c1");

            eventually().untilAsserted(() -> assertThat(head("c1")).isEqualTo(5));
            assertThat(timeline("c1", 3)).isNull();
            assertThat(timeline("c1", 4)).isNotNull();
            assertThat(timeline("c1", 5)).isNotNull();
        }
    }

    /** The views, with something that happens before anything is left out. */
    private record Overtaken(Projector views, Runnable meanwhile) implements Projector {
        @Override
        public void project(List<? extends DomainEventMessage<?>> some, Set<String> holed) {
            views.project(some, holed);
        }

        @Override
        public void leaveOut(String chatId, long firstSeq, long lastSeq) {
            meanwhile.run();
            views.leaveOut(chatId, firstSeq, lastSeq);
        }
    }
}
