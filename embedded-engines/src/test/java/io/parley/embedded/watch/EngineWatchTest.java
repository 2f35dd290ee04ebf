package io.parley.embedded.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EngineWatchTest {
    private static final Rhythm FAST = new Rhythm(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(80),
            Duration.ofSeconds(30),
            Duration.ofMillis(200));

    private final Logger logger = (Logger) LoggerFactory.getLogger(EngineWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final MortalEngine engine = new MortalEngine();
    private final EngineWatch watch = EngineWatch.over(engine, FAST);

    @BeforeEach
    void readTheLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void endTheWatch() {
        engine.mayStart.countDown();
        watch.close();
        logger.detachAppender(log);
    }

    @Nested
    class AnEngineThatEnds {
        @Test
        void isStartedAgainWithOneLineForEach() {
            engine.running = false;

            await().until(() -> engine.running && !watch.isDown());
            assertThat(engine.startedAt).hasSize(1);
            assertThat(lines(Level.WARN))
                    .satisfiesExactly(
                            ended -> assertThat(ended).isEqualTo("An engine ended unexpectedly; starting it again"),
                            back -> assertThat(back).startsWith("An engine runs again on 127.0.0.1:1 after "));
        }

        @Test
        void isTriedAgainUntilItStarts() {
            engine.refusals.set(3);
            engine.running = false;

            await().until(() -> engine.running && !watch.isDown());
            assertThat(engine.startedAt).hasSize(4);
            assertThat(pauses())
                    .satisfiesExactly(
                            first -> assertThat(first).isGreaterThanOrEqualTo(Duration.ofMillis(20)),
                            second -> assertThat(second).isGreaterThanOrEqualTo(Duration.ofMillis(40)),
                            third -> assertThat(third).isGreaterThanOrEqualTo(Duration.ofMillis(80)));
        }

        @Test
        void isTriedMoreSlowlyWhereItEndsAtOnceEachTime() {
            engine.diesAtOnce = true;
            engine.running = false;

            await().until(() -> engine.startedAt.size() >= 5);
            assertThat(pauses().get(3)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }

        @Test
        void isDownAndSaidToBeWhileItCannotBeStarted() {
            engine.refusals.set(Integer.MAX_VALUE);
            engine.running = false;

            await().until(() -> lines(Level.ERROR).size() == 2);
            assertThat(watch.isDown()).isTrue();
            assertThat(lines(Level.ERROR))
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("An engine has been away for ")
                            .endsWith("It did not start; mend it."));
        }
    }

    @Nested
    class Ending {
        @Test
        void leavesAnEngineDownThatEndsAfterwards() {
            watch.end();
            engine.running = false;

            await().during(Duration.ofMillis(100)).until(() -> engine.startedAt.isEmpty());
        }

        @Test
        void endsThePauseBeforeTheNextAttempt() {
            engine.refusals.set(Integer.MAX_VALUE);
            engine.running = false;
            await().until(() -> engine.startedAt.size() >= 3);

            watch.close();
            int attempts = engine.startedAt.size();
            await().during(Duration.ofMillis(200)).until(() -> engine.startedAt.size() == attempts);
        }

        @Test
        void stopsWhatIsJustBeingStarted() throws Exception {
            engine.mayStart = new CountDownLatch(1);
            engine.running = false;
            engine.starting.await();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(watch::close);
            await().during(Duration.ofMillis(50)).until(() -> !closed.isDone());
            engine.mayStart.countDown();
            closed.join();

            await().during(Duration.ofMillis(100)).until(() -> !engine.running);
            assertThat(engine.startedAt).hasSize(1);
        }
    }

    private List<String> lines(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<Duration> pauses() {
        List<Long> at = engine.startedAt;
        return IntStream.range(1, at.size())
                .mapToObj(i -> Duration.ofNanos(at.get(i) - at.get(i - 1)))
                .toList();
    }
}
