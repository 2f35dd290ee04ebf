package io.parley.load;

import io.parley.client.DevTokens;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;
import reactor.core.Exceptions;

/** The first end-to-end benchmark: what a device waits for its ACK and another for the message. */
@Command(
        name = "load-test",
        description = "Sends messages at a fixed rate to a running Parley and measures ACKs and deliveries.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:", "  load-test --rate 100 --pairs 20 --seconds 30 --warmup 5"})
public final class LoadTest implements Callable<Integer> {
    private static final Duration PREPARE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final long DRAIN_STEP = TimeUnit.MILLISECONDS.toNanos(50);

    enum Kind {
        ONE_TO_ONE
    }

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:${env:PARLEY_HTTP_PORT:-8080}",
            description = "The server's base address (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(
            names = "--workload",
            defaultValue = "one-to-one",
            converter = KindConverter.class,
            description = "Who talks to whom: one-to-one (default).")
    private Kind kind = Kind.ONE_TO_ONE;

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "Messages a second in all, sent whether the server keeps up or not (default: 100).")
    private double rate = 100;

    @Option(names = "--pairs", defaultValue = "10", description = "Pairs of users (default: 10).")
    private int pairs = 10;

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: 20).")
    private int seconds = 20;

    @Option(names = "--warmup", defaultValue = "5", description = "Seconds before that, not measured (default: 5).")
    private int warmup = 5;

    @Option(names = "--receipts", description = "Receivers confirm what they read.")
    private boolean receipts;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private LoadTest() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadTest());
    }

    @Override
    public Integer call() {
        check(rate > 0 && pairs > 0 && seconds > 0 && warmup >= 0, "--rate, --pairs and --seconds must be above 0");
        check(
                rate * (seconds + warmup) < Integer.MAX_VALUE,
                "That many messages do not fit; lower --rate or --seconds");
        long run = new SecureRandom().nextLong();
        MessageNumbers numbers = new MessageNumbers(run);
        AtomicReference<@Nullable Measurements> running = new AtomicReference<>();
        try (Workload workload = workload(Long.toHexString(run), numbers, running)) {
            // One question first: a server that is not there is told once, not by every pair.
            new DevTokens(url).of("load-" + Long.toHexString(run));
            workload.prepare().block(PREPARE_TIMEOUT);
            Summary summary = measure(workload, numbers, running);
            summary.print(spec.commandLine().getOut());
            return summary.faultless() ? 0 : 1;
        } catch (IOException | RuntimeException broken) {
            spec.commandLine().getErr().println(sentence(Exceptions.unwrap(broken)));
            return 1;
        }
    }

    private String sentence(Throwable failure) {
        return failure instanceof ConnectException
                ? "No server answers at " + url + ". Start one with ./parley up"
                : "The load test stopped: " + failure.getMessage();
    }

    private Workload workload(String run, MessageNumbers numbers, AtomicReference<@Nullable Measurements> running) {
        return switch (kind) {
            case ONE_TO_ONE -> new OneToOne(new Users(url, run), pairs, receipts, numbers, running);
        };
    }

    private Summary measure(
            Workload workload, MessageNumbers numbers, AtomicReference<@Nullable Measurements> running) {
        Schedule schedule = Schedule.of(System.nanoTime(), rate, warmup, seconds);
        Measurements measurements = new Measurements(schedule);
        running.set(measurements);
        Disposable progress = new Progress(measurements, System.err).start();
        try {
            new Pacer(schedule, workload, numbers, measurements).run();
            drain(measurements, workload.receiversPerMessage());
            return measurements.summary(workload.receiversPerMessage());
        } finally {
            progress.dispose();
        }
    }

    /** Waits for what is still under way, as long as it can be. */
    private static void drain(Measurements measurements, int receiversPerMessage) {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (underWay(measurements, receiversPerMessage) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(DRAIN_STEP);
        }
    }

    private static boolean underWay(Measurements measurements, int receiversPerMessage) {
        return measurements.answeredCount() < measurements.sentCount() || measurements.lost(receiversPerMessage) > 0;
    }

    private void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new CommandLine.ParameterException(spec.commandLine(), otherwise);
        }
    }

    static final class KindConverter implements CommandLine.ITypeConverter<Kind> {
        @Override
        public Kind convert(String name) {
            if (name.equals("one-to-one")) {
                return Kind.ONE_TO_ONE;
            }
            throw new CommandLine.TypeConversionException("there is no workload '" + name + "', only one-to-one");
        }
    }
}
