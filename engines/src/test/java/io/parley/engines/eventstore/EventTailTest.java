package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTailTest {
    private static final int KEPT = 20;

    private final EventsInMemory store = new EventsInMemory();
    private final EventTail tail = new EventTail(store, KEPT, 1_000_000);

    @BeforeEach
    void start() {
        store.appendSilently(0);
        tail.start();
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    @Test
    void givesAllFromTheBeginningToWhoIsFurtherBehindThanWhatIsKept() throws InterruptedException {
        for (int i = 1; i < 5 * KEPT; i++) {
            store.append(i);
        }
        try (BlockingStream<TrackedEventMessage<?>> stream = tail.openStream(null)) {
            assertThat(payloads(stream, 5 * KEPT)).isEqualTo(numbers(5 * KEPT));
        }
    }

    @Test
    void givesAllToWhoFallsBehindMeanwhile() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = tail.openStream(null)) {
            List<Object> seen = new ArrayList<>(payloads(stream, 1));
            for (int i = 1; i < 3 * KEPT; i++) {
                store.append(i);
                if (i == 5) {
                    seen.addAll(payloads(stream, 2));
                }
            }
            seen.addAll(payloads(stream, 3 * KEPT - 3));
            assertThat(seen).isEqualTo(numbers(3 * KEPT));
            assertThat(stream.hasNextAvailable()).isFalse();
        }
    }

    @Test
    void findsWhatNobodyTellsOf() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = tail.openStream(null)) {
            payloads(stream, 1);
            store.appendSilently(1);
            assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
            assertThat(payloads(stream, 1)).containsExactly(1);
        }
    }

    @Test
    void callsNobodyWhoHasClosed() {
        List<Object> calls = new ArrayList<>();
        BlockingStream<TrackedEventMessage<?>> stream = tail.openStream(null);
        stream.setOnAvailableCallback(() -> calls.add("call"));
        store.append(1);
        await().until(() -> !calls.isEmpty());
        stream.close();
        calls.clear();
        store.append(2);
        assertThat(calls).isEmpty();
    }

    @Test
    void aReaderThatFailsDoesNotReachWhoCommits() {
        tail.openStream(null).setOnAvailableCallback(() -> {
            throw new IllegalStateException("planted");
        });
        store.append(1);
        assertThat(store.createHeadToken().position()).hasValue(1);
    }

    private static List<Object> payloads(BlockingStream<TrackedEventMessage<?>> stream, int count)
            throws InterruptedException {
        List<Object> payloads = new ArrayList<>();
        while (payloads.size() < count) {
            payloads.add(stream.nextAvailable().getPayload());
        }
        return payloads;
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(i -> i).toList();
    }
}
