package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the embedded store while PostgreSQL is killed and comes back. */
class EventStoreOutageTest {
    private EventStoreOnPostgres store;

    @BeforeEach
    void start(@TempDir Path home) {
        store = EventStoreOnPostgres.in(home);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Nested
    class Readers {
        @Test
        void areCalledSoonAfterTheStoreIsBack() throws IOException {
            EventTail source = store.bean(EventTail.class);
            AtomicInteger calls = new AtomicInteger();
            try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(source.createHeadToken())) {
                assertThat(stream.setOnAvailableCallback(calls::incrementAndGet))
                        .isTrue();
                store.killPostgres();
                store.postgres().startAgain();
                // The first ones may still meet connections of the server that was killed.
                await().ignoreExceptions().untilAsserted(store::append);
                int back = calls.get();
                store.append();
                await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() > back && stream.hasNextAvailable());
            }
        }
    }
}
