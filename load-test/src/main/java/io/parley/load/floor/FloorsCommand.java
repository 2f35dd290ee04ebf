package io.parley.load.floor;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The floors alone. */
@Command(
        name = FloorsCommand.NAME,
        description = "Measures the limits of this machine: inserts into the PostgreSQL of a running server, and echo"
                + " through RSocket over WebSocket.",
        mixinStandardHelpOptions = true,
        subcommands = EchoCommand.class,
        sortOptions = false)
public final class FloorsCommand implements Callable<Integer> {
    static final String NAME = "floors";

    @Option(
            names = "--home",
            paramLabel = "DIRECTORY",
            defaultValue = "${env:PARLEY_HOME:-data}",
            description = "The home of a standalone server that runs and is idle (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of("data");

    @Option(names = "--seconds", defaultValue = "5", description = "How long to measure each (default: 5).")
    private int seconds = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds <= 0) {
            throw new ParameterException(spec.commandLine(), "--seconds must be above 0");
        }
        PrintWriter err = spec.commandLine().getErr();
        try {
            print(new MachineFloors(err::println).measure(home, Duration.ofSeconds(seconds)));
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private void print(List<Floor> floors) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-34s %10s %10s %10s%n", "", "per s", "p50 ms", "p99 ms");
        floors.forEach(floor -> out.printf(
                "%-34s %10.0f %10.2f %10.2f%n", floor.name(), floor.perSecond(), floor.p50Millis(), floor.p99Millis()));
        out.flush();
    }
}
