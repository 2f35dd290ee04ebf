package io.parley.load;

import io.parley.client.DevTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.Exceptions;

/** The first end-to-end benchmark: what a device waits for its ACK and another for the message. */
@Command(
        name = "load-test",
        description = "Sends messages at a fixed rate to a running Parley and measures ACKs and deliveries.",
        mixinStandardHelpOptions = true,
        subcommands = StormCommand.class,
        sortOptions = false,
        footer = {"", "Example:", "  load-test --rate 100 --pairs 20 --seconds 30 --warmup 5"})
public final class LoadTest implements Callable<Integer> {
    private static final Duration PREPARE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STORM_TIMEOUT = Duration.ofMinutes(10);
    /** Another number in the bits that a UUID's version leaves free. */
    private static final long NEXT_RUN = 1L << 32;

    enum Kind {
        ONE_TO_ONE,
        RECONNECT_STORM
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
            description = "one-to-one (default), or reconnect-storm: the same while many devices come back at once.")
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

    @Option(
            names = "--devices",
            defaultValue = "2000",
            description = "reconnect-storm: devices that come back (default: 2000).")
    private int devices = 2000;

    @Option(
            names = "--missed",
            defaultValue = "20",
            description = "reconnect-storm: messages that each of them missed (default: 20).")
    private int missed = 20;

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
        check(devices > 0 && missed > 0, "--devices and --missed must be above 0");
        check(
                rate * (seconds + warmup) < Integer.MAX_VALUE,
                "That many messages do not fit; lower --rate or --seconds");
        long run = new SecureRandom().nextLong();
        AtomicReference<@Nullable Measurements> running = new AtomicReference<>();
        try (Users users = new Users(url, Long.toHexString(run))) {
            // One question first: a server that is not there is told once, not by every pair.
            new DevTokens(url).of("load-" + Long.toHexString(run));
            OneToOne pairsOfUsers = new OneToOne(users, pairs, receipts, running);
            pairsOfUsers.prepare().block(PREPARE_TIMEOUT);
            Measuring measuring = new Measuring(pairsOfUsers, running);
            return switch (kind) {
                case ONE_TO_ONE -> calm(measuring, run);
                case RECONNECT_STORM -> storm(measuring, run);
            };
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

    private int calm(Measuring measuring, long run) {
        Summary summary = measured(measuring, run);
        summary.print(out());
        return summary.faultless() ? 0 : 1;
    }

    private Summary measured(Measuring measuring, long run) {
        Schedule schedule = Schedule.of(System.nanoTime(), rate, warmup, seconds);
        return measuring.measure(schedule, new MessageNumbers(run), () -> false);
    }

    /** The senders are measured twice: while all is calm, and while the others come back. */
    private int storm(Measuring measuring, long run) throws IOException {
        System.err.println("preparing the storm: " + devices + " devices miss " + missed + " messages each");
        try (StormProcess storm = StormProcess.start(List.of(
                "--url=" + url, "--run=" + Long.toHexString(run), "--devices=" + devices, "--missed=" + missed))) {
            Summary calm = measured(measuring, run);
            CompletableFuture<StormReport> coming = storm.run();
            Schedule schedule = Schedule.of(System.nanoTime(), rate, 0, (int) STORM_TIMEOUT.toSeconds());
            Summary stormy = measuring.measure(schedule, new MessageNumbers(run + NEXT_RUN), coming::isDone);
            new StormSummary(calm, stormy, coming.join()).print(out());
            return calm.faultless() && stormy.faultless() ? 0 : 1;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new CommandLine.ParameterException(spec.commandLine(), otherwise);
        }
    }

    static final class KindConverter implements CommandLine.ITypeConverter<Kind> {
        @Override
        public Kind convert(String name) {
            return switch (name) {
                case "one-to-one" -> Kind.ONE_TO_ONE;
                case "reconnect-storm" -> Kind.RECONNECT_STORM;
                default ->
                    throw new CommandLine.TypeConversionException(
                            "there is no workload '" + name + "', only one-to-one and reconnect-storm");
            };
        }
    }
}
