package io.parley.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.EmptyStackException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class FaultLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private FaultLog faults;

    @BeforeEach
    void openTheLog() {
        Logger logger = new LoggerContext().getLogger("faults");
        lines.start();
        logger.addAppender(lines);
        faults = new FaultLog(logger, time, "A request failed.", "requests failed");
    }

    @Nested
    class AFlood {
        @Test
        void isOneTraceAndThenALineInAnInterval() {
            report(10_000);
            assertThat(lines.list).hasSize(1);
            assertThat(lines.list.get(0).getThrowableProxy().getClassName())
                    .isEqualTo(IllegalStateException.class.getName());

            time.advanceTimeBy(FaultLog.INTERVAL);
            report(500);
            time.advanceTimeBy(FaultLog.INTERVAL);

            assertThat(said()).hasSize(3);
            assertThat(said().get(1))
                    .startsWith("9999 more requests failed in 10 s")
                    .contains(IllegalStateException.class.getName())
                    .contains(IOException.class.getName());
            assertThat(said().get(2)).startsWith("500 more");
            assertThat(lines.list.subList(1, 3)).allMatch(line -> line.getThrowableProxy() == null);
        }

        @Test
        void isForgottenAfterAnIntervalWithoutAnother() {
            report(1);
            time.advanceTimeBy(FaultLog.INTERVAL);
            assertThat(said()).hasSize(1);
            report(1);
            assertThat(lines.list.get(1).getThrowableProxy()).isNotNull();
        }

        @Test
        void hidesNoFaultOfAnotherKind() {
            report(10);
            faults.report(new ArithmeticException());
            assertThat(lines.list).hasSize(2);
        }
    }

    @Nested
    class MoreKindsThanAreCounted {
        private final List<Throwable> roots = List.of(
                new IOException(),
                new ArithmeticException(),
                new ArrayStoreException(),
                new ClassCastException(),
                new EmptyStackException(),
                new NegativeArraySizeException(),
                new NoSuchElementException(),
                new NullPointerException(),
                new IndexOutOfBoundsException(),
                new InterruptedException(),
                new TimeoutException());
        private final List<UnaryOperator<Throwable>> outer = List.of(
                Exception::new,
                RuntimeException::new,
                IllegalStateException::new,
                IllegalArgumentException::new,
                UnsupportedOperationException::new,
                SecurityException::new,
                ConcurrentModificationException::new,
                CompletionException::new,
                ExecutionException::new,
                IOException::new);

        @Test
        void areCountedTogether() {
            outer.forEach(around -> roots.forEach(root -> faults.report(around.apply(root))));
            int others = outer.size() * roots.size() - FaultLog.KINDS;
            assertThat(lines.list).hasSize(FaultLog.KINDS + 1);
            time.advanceTimeBy(FaultLog.INTERVAL);
            assertThat(said()).last().asString().startsWith(others - 1 + " more");
        }
    }

    private void report(int times) {
        IntStream.range(0, times)
                .forEach(i -> faults.report(new IllegalStateException("request " + i, new IOException("away"))));
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
