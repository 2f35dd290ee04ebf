package io.parley.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class CoarseTimerTest {
    private final CoarseTimer timer = new CoarseTimer(Schedulers.parallel());
    private final AtomicLong ran = new AtomicLong();

    @AfterEach
    void stop() {
        timer.dispose();
    }

    @Test
    void runsWhatIsDueAndNotEarlier() {
        long began = System.nanoTime();
        timer.schedule(() -> ran.set(System.nanoTime()), 50, TimeUnit.MILLISECONDS);

        await().until(() -> ran.get() != 0);
        assertThat(Duration.ofNanos(ran.get() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void runsAtOnceWhatHasNoDelay() {
        timer.schedule(ran::incrementAndGet);

        await().until(() -> ran.get() == 1);
    }

    @Test
    void doesNotRunWhatWasGivenUp() {
        Disposable givenUp = timer.schedule(() -> ran.addAndGet(100), 20, TimeUnit.MILLISECONDS);
        givenUp.dispose();
        timer.schedule(ran::incrementAndGet, 60, TimeUnit.MILLISECONDS);

        await().until(() -> ran.get() > 0);
        assertThat(ran).hasValue(1);
    }

    @Test
    void rejectsWhatComesAfterItsEnd() {
        timer.dispose();

        assertThatThrownBy(() -> timer.schedule(ran::incrementAndGet, 20, TimeUnit.MILLISECONDS))
                .isInstanceOf(RejectedExecutionException.class);
        Mono<Long> late = Mono.delay(Duration.ofMillis(20), timer);
        assertThatThrownBy(() -> late.block(Duration.ofSeconds(5))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void endsTheWaitForAnAnswer() {
        Mono<Object> late = Mono.never().timeout(Duration.ofMillis(20), Mono.just("late"), timer);

        assertThat(late.block(Duration.ofSeconds(5))).isEqualTo("late");
    }
}
