package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int MOST_BATCHES = 2;
    private static final int MOST_BYTES = 100;

    private final AtomicInteger repairs = new AtomicInteger();
    private final Backlog backlog = new Backlog(MOST_BATCHES, MOST_BYTES, repairs::incrementAndGet);

    @Test
    void takesNoMoreThanItsBounds() {
        assertThat(backlog.takes(60)).isTrue();
        assertThat(backlog.takes(60)).isFalse();
        assertThat(backlog.takes(40)).isTrue();
        assertThat(backlog.takes(0)).isFalse();
        assertThat(backlog.batches()).hasValue(2);
    }

    @Test
    void isRepairedOnceWhenNothingWaitsAnyMore() {
        backlog.takes(60);
        backlog.takes(60);
        backlog.takes(60);
        assertThat(repairs).hasValue(0);
        backlog.done(60);
        assertThat(repairs).hasValue(1);
        assertThat(backlog.takes(100)).isTrue();
        backlog.done(100);
        assertThat(repairs).hasValue(1);
    }

    @Test
    void isRepairedAtOnceWhereNothingElseWaitsThatCouldEnd() {
        assertThat(backlog.takes(MOST_BYTES + 1)).isFalse();
        assertThat(repairs).hasValue(1);
        assertThat(backlog.takes(MOST_BYTES)).isTrue();
    }

    @Test
    void isRepairedHoweverRefusalsAndEndsCoincide() {
        for (int i = 0; i < 5_000; i++) {
            backlog.takes(MOST_BYTES);
            CompletableFuture<Void> ends = CompletableFuture.runAsync(() -> backlog.done(MOST_BYTES));
            boolean taken = backlog.takes(1);
            ends.join();
            if (taken) {
                backlog.done(1);
            }
            assertThat(repairs.getAndSet(0)).isEqualTo(taken ? 0 : 1);
        }
    }
}
