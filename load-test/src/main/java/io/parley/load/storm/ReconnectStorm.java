package io.parley.load.storm;

import io.parley.load.conversation.CalmSenders;
import io.parley.load.conversation.Talking;
import io.parley.load.measure.Faults;
import io.parley.load.measure.Rate;
import io.parley.load.report.Figure;
import io.parley.load.report.Result;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Senders are measured twice: while all is calm, and while many others come back. */
public final class ReconnectStorm {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final double MILLIS = 1000;
    private static final double P99 = 99;

    private final Class<?> main;
    private final StormOptions storm;

    /**
     * A storm in a process of its own.
     *
     * @param main the program that has {@link StormCommand}
     */
    public ReconnectStorm(Class<?> main, StormOptions storm) {
        this.main = main;
        this.storm = storm;
    }

    public List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException {
        long unused = Talking.fill(target, options);
        int devices = storm.devices(options.factor());
        try (CalmSenders senders = new CalmSenders(target, options)) {
            Passed passed = pass(target, options, senders, devices);
            for (int more = 1; more < storm.storms(); more++) {
                passed = passed.and(pass(target, options, senders, devices));
            }
            return List.of(passed.calm, passed.stormy, result(passed, options.factor()));
        }
    }

    private Passed pass(Target target, LoadOptions options, CalmSenders senders, int devices)
            throws IOException, InterruptedException {
        System.err.println("preparing the storm: " + devices + " devices miss " + storm.missed() + " messages each");
        try (StormProcess process = StormProcess.start(main, arguments(target, devices))) {
            Result calm = senders.measure(
                    "before the storm: " + options.pairs() + " pairs, " + options.rate() + "/s offered",
                    options.warmup(),
                    options.seconds(),
                    () -> false);
            CompletableFuture<StormReport> coming = process.run();
            Result stormy = senders.measure("during the storm", 0, (int) TIMEOUT.toSeconds(), coming::isDone);
            return new Passed(calm, stormy, coming.join());
        }
    }

    /** What the senders met before a storm and in it; of several, all of it together. */
    private record Passed(Result calm, Result stormy, StormReport report) {
        Passed and(Passed next) {
            return new Passed(calm.and(next.calm), stormy.and(next.stormy), report.slower(next.report));
        }
    }

    private List<String> arguments(Target target, int devices) {
        return List.of(
                "--url=" + target.url(),
                "--run=" + Long.toHexString(new SecureRandom().nextLong()),
                "--devices=" + devices,
                "--missed=" + storm.missed(),
                "--new-tokens=" + storm.newTokens());
    }

    private Result result(Passed passed, int factor) {
        StormReport report = passed.report;
        String times = storm.storms() == 1 ? "" : ", " + storm.storms() + " times (of these times the longest)";
        return new Result(
                "All " + report.devices() + " devices were back, with " + storm.missed() + " messages each" + times,
                factor,
                List.of(),
                List.of(
                        new Figure("last device", report.lastMillis() / MILLIS, "s after the beginning"),
                        new Figure("half of them", report.p50Millis() / MILLIS, "s after the beginning"),
                        new Figure(
                                "senders' ACK p99",
                                ack(passed.stormy).millisAt(P99)
                                        / ack(passed.calm).millisAt(P99),
                                "times the calm one")),
                Faults.NONE,
                null);
    }

    private static Rate ack(Result result) {
        return result.rates().get(0);
    }
}
