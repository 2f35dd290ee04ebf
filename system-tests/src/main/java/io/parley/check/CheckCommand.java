package io.parley.check;

import io.parley.check.history.History;
import io.parley.check.rule.Rules;
import io.parley.check.rule.Violation;
import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./parley check}. */
@Command(
        name = "check",
        description =
                "Runs clients against a server of its own while a nemesis breaks things, and proves from what they"
                        + " recorded that nothing was lost, doubled, out of place or miscounted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:", "  ./parley check --minutes 30 --seed 42 --json check.json"})
public final class CheckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LARGEST_DRAWN_SEED = 1_000_000_000;

    @Option(names = "--minutes", defaultValue = "2", description = "How long to run, e.g. 0.5 (default: 2).")
    private double minutes = 2;

    @Option(names = "--seed", description = "What all randomness comes from (default: drawn and printed).")
    private @Nullable Long seed;

    @Option(names = "--clients", defaultValue = "56", description = "Devices in all (default: 56).")
    private int clients = 56;

    @Option(names = "--pace", defaultValue = "1", description = "Things that a device does in a second (default: 1).")
    private double pace = 1;

    @Option(
            names = "--views",
            description = "Where the server keeps its views: ${COMPLETION-CANDIDATES} (default: MONGOD where"
                    + " PARLEY_MONGOD names one, else by the seed).")
    private @Nullable Views views;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Keep home, logs and histories also when nothing was found.")
    private boolean keep;

    @Option(
            names = "--server",
            paramLabel = "JAR",
            required = true,
            description = "The packaged standalone; ./parley check sets it.")
    private Path server = Path.of("standalone.jar");

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private CheckCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new CheckCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (minutes <= 0 || clients < 3 || pace <= 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--minutes and --pace must be above 0, --clients at least 3");
        }
        PrintWriter out = spec.commandLine().getOut();
        long drawn = seed == null ? (long) (new SecureRandom().nextDouble() * LARGEST_DRAWN_SEED) : seed;
        CheckSettings settings = new CheckSettings(
                "check", drawn, Duration.ofMillis((long) (minutes * 60_000)), clients, pace, PATIENCE);
        Views kept = views == null ? Views.of(drawn, namesMongod()) : views;
        Path directory = Files.createTempDirectory("parley-check-");
        out.println("seed " + drawn + ", views " + kept + ", in " + directory);
        out.flush();
        return run(settings, kept, directory, out);
    }

    private int run(CheckSettings settings, Views kept, Path directory, PrintWriter out) throws IOException {
        List<Violation> violations;
        CheckRun run = new CheckRun(settings, kept, Set.of(), server, directory);
        Thread stop = new Thread(run::close, "check-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (run;
                Progress progress = Progress.start(run.recorder(), out, CommandLine.Help.Ansi.AUTO.enabled())) {
            History history = run.run();
            violations = Rules.check(history);
            if (keep || !violations.isEmpty()) {
                HistoryFiles.write(directory.resolve("history"), history, violations);
            }
            progress.close();
            Report report = new Report(settings, kept, history, violations);
            report.print(out);
            if (json != null) {
                Files.writeString(json, report.json().toPrettyString());
            }
        } catch (IllegalStateException | StartRefused failed) {
            out.println(
                    "The run could not be finished: " + failed.getMessage() + ". All of it is kept in " + directory);
            out.flush();
            return 2;
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        if (keep || !violations.isEmpty()) {
            out.println("  kept        home, logs and histories in " + directory);
            out.println("  again       ./parley check --seed " + settings.seed() + " --minutes " + minutes
                    + " --clients " + clients + " --views " + kept);
        } else {
            delete(directory);
        }
        out.flush();
        return violations.isEmpty() ? 0 : 1;
    }

    private static boolean namesMongod() {
        String program = System.getenv("PARLEY_MONGOD");
        return program != null && !program.isBlank() && !program.equals("none");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
