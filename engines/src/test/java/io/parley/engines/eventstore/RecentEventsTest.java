package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;

class RecentEventsTest {
    private static final int KEPT = 7;
    private static final int NEVER = 4;

    /**
     * A commit.
     *
     * @param hole places before it that were rolled back
     * @param told how many commits later it is told of
     * @param looked whether the store is read behind what is known, after it
     * @param followed how many events the follower takes after it
     */
    record Commit(int hole, int events, int told, boolean looked, int followed) {}

    @Property
    void areFollowedInOrderWithoutLossOrRepeatHoweverTheyAreTold(@ForAll("commits") List<Commit> commits) {
        Schedule schedule = new Schedule();
        schedule.recent.beginBehind(0);
        commits.forEach(schedule::run);
        schedule.look();
        schedule.follow(Integer.MAX_VALUE);
        assertThat(schedule.seen).isEqualTo(schedule.stored);
    }

    @Example
    void areBoundedByTheirBytes() {
        RecentEvents recent = new RecentEvents(100, 10_000);
        recent.beginBehind(0);
        for (long index = 1; index <= 10; index++) {
            recent.committed(List.of(event(index, 2_000)));
        }
        assertThat(recent.after(1, 100)).as("those before have gone").isNull();
        assertThat(recent.after(7, 100)).hasSize(3);
    }

    @Example
    void areWholeOnceTheHoleIsFilled() throws InterruptedException {
        RecentEvents recent = new RecentEvents(100, 10_000);
        recent.beginBehind(0);
        recent.committed(List.of(event(2, 1)));
        assertThat(recent.awaitWhole(1)).isFalse();
        recent.committed(List.of(event(1, 1)));
        assertThat(recent.awaitWhole(1)).isTrue();
    }

    @Example
    void areNotWholeWhereSomethingWasCommittedThatNobodyKnows() throws InterruptedException {
        RecentEvents recent = new RecentEvents(100, 10_000);
        recent.committed(List.of(event(1, 1)));
        recent.beginBehind(0);
        assertThat(recent.awaitWhole(1)).isFalse();
        assertThat(recent.awaitWhole(1)).as("the store has been read since").isTrue();
    }

    @Provide
    Arbitrary<List<Commit>> commits() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 2)),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, NEVER),
                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                        Arbitraries.integers().between(0, 6))
                .as(Commit::new)
                .list()
                .ofMaxSize(40);
    }

    private static final class Schedule {
        private final RecentEvents recent = new RecentEvents(KEPT, Long.MAX_VALUE);
        private final List<RecentEvent> stored = new ArrayList<>();
        private final List<RecentEvent> seen = new ArrayList<>();
        private final List<List<RecentEvent>> untold = new ArrayList<>();
        private final List<Integer> due = new ArrayList<>();
        private long last;

        void run(Commit commit) {
            last += commit.hole;
            List<RecentEvent> batch = new ArrayList<>();
            for (int i = 0; i < commit.events; i++) {
                batch.add(event(++last, 1));
            }
            stored.addAll(batch);
            untold.add(batch);
            due.add(commit.told);
            tell();
            if (commit.looked) {
                look();
            }
            follow(commit.followed);
        }

        private void tell() {
            for (int i = due.size() - 1; i >= 0; i--) {
                int left = due.get(i) - 1;
                due.set(i, left);
                if (left < 0) {
                    due.remove(i);
                    recent.committed(untold.remove(i));
                } else if (left == NEVER - 1) {
                    due.remove(i);
                    untold.remove(i);
                }
            }
        }

        void look() {
            recent.read(storedAfter(recent.head()));
        }

        void follow(int most) {
            for (int i = 0; i < most; i++) {
                List<RecentEvent> next = more();
                if (next.isEmpty()) {
                    return;
                }
                seen.add(next.get(0));
            }
        }

        private List<RecentEvent> more() {
            long index = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).index();
            List<RecentEvent> more = recent.after(index, 5);
            return more != null ? more : storedAfter(index);
        }

        private List<RecentEvent> storedAfter(long index) {
            return stored.stream().filter(event -> event.index() > index).toList();
        }
    }

    private static RecentEvent event(long index, long bytes) {
        return new RecentEvent(
                index,
                new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(index),
                        new GenericDomainEventMessage<>("Test", "test", index, "event")),
                bytes);
    }
}
