package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int STREAMS = 2 * Lane.STREAMS_AT_ONCE + 1;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> handed = new ArrayList<>();
    private final List<String> over = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private volatile boolean stopped;
    private boolean full;
    private final Lane lane = new Lane(task -> {
        if (stopped) {
            throw new RejectedExecutionException();
        }
        if (full) {
            throw new StackOverflowError("planted");
        }
        tasks.add(task);
    });
    private final List<LiveStream> streams = IntStream.range(0, STREAMS)
            .<LiveStream>mapToObj(number -> new Listener(new UserId("user-" + number), ended))
            .toList();

    @Test
    void handsPushesInOrderToEachStream() {
        push("one");
        push("two");

        runAll();

        for (LiveStream stream : streams) {
            assertThat(handed.stream()
                            .filter(it -> it.endsWith("@" + stream.userId().value())))
                    .containsExactly(
                            "one@" + stream.userId().value(),
                            "two@" + stream.userId().value());
        }
        assertThat(over).containsExactly("one", "two");
    }

    @Test
    void letsTheThreadDoOtherThingsInBetween() {
        push("one");
        tasks.remove().run();
        assertThat(handed).hasSize(Lane.STREAMS_AT_ONCE);
        assertThat(tasks).hasSize(1);

        push("two");
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(handed).hasSize(2 * STREAMS);
    }

    @Test
    void goesOnBehindAStreamThatFails() {
        lane.add(new Lane.Push(
                streams,
                stream -> {
                    if (stream == streams.get(3)) {
                        throw new IllegalStateException("planted");
                    }
                    handed.add(stream.userId().value());
                },
                () -> over.add("one")));

        runAll();

        assertThat(handed).hasSize(STREAMS - 1);
        assertThat(over).containsExactly("one");
    }

    @Test
    void goesOnBehindAStreamThatFailsWithAnErrorAndEndsIt() {
        lane.add(new Lane.Push(
                streams,
                stream -> {
                    if (stream == streams.get(3)) {
                        throw new StackOverflowError("planted");
                    }
                    handed.add(stream.userId().value());
                },
                () -> over.add("one")));
        push("two");

        runAll();

        assertThat(handed).hasSize(2 * STREAMS - 1);
        assertThat(over).containsExactly("one", "two");
        assertThat(ended).containsExactly("user-3");
    }

    @Test
    void goesOnBehindAnEndThatFails() {
        lane.add(new Lane.Push(streams, stream -> {}, () -> {
            throw new StackOverflowError("planted");
        }));
        push("two");

        runAll();

        assertThat(handed).hasSize(STREAMS);
        assertThat(over).containsExactly("two");
    }

    @Test
    void isDoneWithWhatAThreadThatHasEndedWillNeverTake() {
        push("one");
        tasks.remove().run();
        stopped = true;
        tasks.remove().run();
        push("two");

        assertThat(over).containsExactly("one", "two");
        assertThat(handed).noneMatch(it -> it.startsWith("two"));
    }

    @Test
    void isDoneWithWhatComesAfterAnEndThatFailsOnAThreadThatHasEnded() {
        stopped = true;
        lane.add(new Lane.Push(streams, stream -> {}, () -> {
            throw new IllegalStateException("planted");
        }));
        push("two");
        push("three");

        assertThat(over).containsExactly("two", "three");
    }

    @Test
    void isDoneWithAllThatComesAtOnceAfterItsThreadHasEnded() {
        stopped = true;
        int each = 100_000;
        AtomicInteger done = new AtomicInteger();
        Runnable adding = () -> IntStream.range(0, each)
                .forEach(push -> lane.add(new Lane.Push(List.of(), stream -> {}, done::incrementAndGet)));

        CompletableFuture.allOf(CompletableFuture.runAsync(adding), CompletableFuture.runAsync(adding))
                .join();

        assertThat(done).hasValue(2 * each);
    }

    @Test
    void isDoneWithWhatItsThreadCouldNotTakeAndGoesOnBehindIt() {
        full = true;
        push("one");
        assertThat(over).containsExactly("one");
        full = false;
        push("two");

        runAll();

        assertThat(over).containsExactly("one", "two");
        assertThat(handed).hasSize(STREAMS).allMatch(it -> it.startsWith("two"));
    }

    @Test
    void holdsNothingWhenAllIsHanded() {
        push("one");
        runAll();
        push("two");

        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(over).containsExactly("one", "two");
    }

    private void push(String name) {
        lane.add(new Lane.Push(
                streams, stream -> handed.add(name + "@" + stream.userId().value()), () -> over.add(name)));
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private record Listener(UserId userId, List<String> ended) implements LiveStream {
        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public void joined(ChatId chatId, long seq) {}

        @Override
        public void live(ChatId chatId, long seq, Encoded envelope) {}

        @Override
        public void known(ChatId chatId, long head) {}

        @Override
        public void receipt(LiveReceipt receipt) {}

        @Override
        public void recheck(Runnable done) {}

        @Override
        public void goAway() {}

        @Override
        public void broken() {
            ended.add(userId.value());
        }

        @Override
        public void tick(long nowMillis) {}
    }
}
