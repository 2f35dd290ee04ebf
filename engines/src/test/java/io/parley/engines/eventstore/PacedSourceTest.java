package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedSourceTest {
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final EventsInMemory store = new EventsInMemory();
    private final EventTail tail = new EventTail(store, 100, 100_000);
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void open() {
        tail.start();
        new PacedSource(tail, PAUSE).openStream(null).setOnAvailableCallback(calls::incrementAndGet);
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    /** Sleeps: that nothing is called for a while shows in no condition. */
    @Test
    void callsAtOnceForTheFirstEventAndTogetherForThoseAfterIt() throws InterruptedException {
        Thread.sleep(2 * PAUSE.toMillis());
        calls.set(0);
        publish();
        await().atMost(PAUSE.dividedBy(2)).until(() -> calls.get() == 1);
        for (int i = 0; i < 5; i++) {
            publish();
            Thread.sleep(10);
        }
        assertThat(calls).hasValue(1);
        await().until(() -> calls.get() == 2);
        Thread.sleep(2 * PAUSE.toMillis());
        assertThat(calls).as("what came meanwhile needs one call").hasValue(2);
    }

    private void publish() {
        store.append("event");
    }
}
