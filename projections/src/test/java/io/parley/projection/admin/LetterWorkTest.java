package io.parley.projection.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LetterWorkTest {
    private static final int THREADS = 2;

    private final LetterWork work = new LetterWork(Duration.ofMillis(200));
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void stop() {
        hold.countDown();
        work.stop();
    }

    @Nested
    class WhatTakesLongerThanAnybodyWaits {
        @Test
        void isDoneToTheEndAndNoFailure() {
            Optional<Integer> answer = work.of(LetterWorkTest.this::held).block();

            assertThat(answer).isEmpty();
            hold.countDown();
            await().untilAsserted(() -> assertThat(done).hasValue(1));
        }

        @Test
        void isNeverBegunWhereItHadNotBegunWhenThatWasAnswered() {
            for (int thread = 0; thread < THREADS; thread++) {
                work.of(LetterWorkTest.this::held).subscribe();
            }
            Mono<Optional<Integer>> queued = work.of(done::incrementAndGet);

            assertThatThrownBy(queued::block).isInstanceOf(Unavailable.class).hasMessageContaining("nothing was done");

            hold.countDown();
            await().untilAsserted(
                            () -> assertThat(work.of(() -> "idle").block()).contains("idle"));
            assertThat(done).hasValue(THREADS);
        }
    }

    private int held() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return done.incrementAndGet();
    }
}
