package io.parley.load;

import io.parley.client.DevTokens;
import io.parley.load.floor.Floor;
import io.parley.load.floor.FloorsCommand;
import io.parley.load.floor.MachineFloors;
import io.parley.load.idle.IdleOptions;
import io.parley.load.page.PageOptions;
import io.parley.load.report.JsonReport;
import io.parley.load.report.Report;
import io.parley.load.report.Result;
import io.parley.load.server.Machine;
import io.parley.load.server.ServerProcesses;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.settings.ServerOptions;
import io.parley.load.storm.StormCommand;
import io.parley.load.storm.StormOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.Exceptions;

/** {@code ./parley bench}: a load, what became of it, and what it cost. */
@Command(
        name = "bench",
        description =
                "Puts a load on a Parley, checks order, loss and repeats meanwhile, and says how fast it was and what it cost.",
        mixinStandardHelpOptions = true,
        subcommands = {StormCommand.class, FloorsCommand.class},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  ./parley bench one-to-one --rate 3000 --senders 400 --seconds 60 --receipts",
            "  ./parley bench hot-chat --fill 100000 --json hot-chat.json",
            "  ./parley bench --url http://localhost:8080 --rate 100"
        })
public final class LoadTest implements Callable<Integer> {
    private static final Duration EACH_FLOOR = Duration.ofSeconds(3);
    private static final List<Integer> SIZES = List.of(1, 2, 4);

    @Option(
            names = "--workload",
            defaultValue = "one-to-one",
            converter = Workloads.Named.class,
            completionCandidates = Workloads.Names.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: one-to-one).")
    private Workloads workload = Workloads.ONE_TO_ONE;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Mixin
    private IdleOptions idle = new IdleOptions();

    @Mixin
    private StormOptions storm = new StormOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--growth", description = "Run it with once, twice and four times the users, chats and --fill.")
    private boolean growth;

    @Option(
            names = "--no-floors",
            description = "Leave out what the machine does without Parley, which is measured at the end where the"
                    + " server's home is known.")
    private boolean withoutFloors;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private LoadTest() {}

    public static void main(String[] args) {
        // What guards programs against mishandled buffers costs this one a tenth of its time.
        System.setProperty("io.netty.leakDetection.level", "disabled");
        System.setProperty("io.netty.buffer.checkBounds", "false");
        System.setProperty("io.netty.buffer.checkAccessible", "false");
        System.exit(run(args));
    }

    /** What {@link #main} does, short of ending the program. */
    public static int run(String... args) {
        return new CommandLine(new LoadTest()).execute(args);
    }

    PageOptions pages() {
        return pages;
    }

    IdleOptions idle() {
        return idle;
    }

    StormOptions storm() {
        return storm;
    }

    @Override
    public Integer call() {
        check(load.complaint());
        check(storm.valid() ? null : "--devices, --missed and --storms must be above 0");
        check(pages.valid() ? null : "--messages must be at least 50, --chats above 0");
        check(idle.valid() ? null : "--connections must be above 0");
        check(server.complaint());
        try {
            Report report = measured();
            PrintWriter out = spec.commandLine().getOut();
            report.print(out);
            if (json != null) {
                Files.writeString(json, JsonReport.of(report).toPrettyString());
            }
            return report.faultless() ? 0 : 1;
        } catch (IOException | RuntimeException broken) {
            spec.commandLine().getErr().println(sentence(Exceptions.unwrap(broken)));
            return 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private Report measured() throws IOException, InterruptedException {
        Machine machine = Machine.look();
        List<Result> results = new ArrayList<>();
        List<Floor> floors = List.of();
        List<String> commandLine = List.of();
        List<Integer> sizes = growth ? SIZES : SIZES.subList(0, 1);
        int last = sizes.get(sizes.size() - 1);
        for (int size : sizes) {
            load.grownBy(size);
            try (TargetServer running = TargetServer.start(server)) {
                Target target = running.target();
                commandLine = target.commandLine();
                // One question first: a server that is not there is told once, not by every user.
                new DevTokens(target.url()).of("load-test");
                results.addAll(workload.of(this).run(target, load));
                floors = size == last ? floors(target, results) : List.of();
            }
        }
        return new Report(
                workload.text(),
                spec.commandLine().getParseResult().originalArgs(),
                results,
                floors,
                machine,
                commandLine);
    }

    /** In the same minute, with the same PostgreSQL; for loads that have rates which they can be compared with. */
    private List<Floor> floors(Target target, List<Result> results) throws IOException {
        ServerProcesses processes = target.processes();
        Path home = processes == null ? null : processes.home();
        boolean comparable = results.stream().anyMatch(result -> !result.rates().isEmpty());
        return withoutFloors || home == null || !comparable
                ? List.of()
                : new MachineFloors(System.err::println).measure(home, EACH_FLOOR);
    }

    private String sentence(Throwable failure) {
        return failure instanceof ConnectException && server.url() != null
                ? "No server answers at " + server.url() + ". Start one with ./parley up"
                : "The load test stopped: " + failure.getMessage();
    }

    private void check(@Nullable String complaint) {
        if (complaint != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), complaint);
        }
    }
}
