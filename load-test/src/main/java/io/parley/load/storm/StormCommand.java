package io.parley.load.storm;

import io.parley.load.user.Users;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@link StormProcess} runs: prepares, says so, waits for a line, lets the storm loose and reports. */
@Command(name = StormProcess.COMMAND, hidden = true)
public final class StormCommand implements Callable<Integer> {
    private static final Duration PREPARE = Duration.ofMinutes(10);

    @Option(names = "--url", required = true)
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--run", required = true)
    private String run = "";

    @Option(names = "--devices", required = true)
    private int devices;

    @Option(names = "--missed", required = true)
    private int missed;

    @Option(names = "--new-tokens")
    private boolean newTokens;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Users users = new Users(url, run, 1)) {
            Storm storm = new Storm(users, devices, missed, newTokens);
            storm.prepare().block(PREPARE);
            say(StormProcess.READY);
            if (new String(System.in.readNBytes(1), StandardCharsets.US_ASCII).isEmpty()) {
                return 1;
            }
            StormReport report = storm.run().block();
            if (report != null) {
                say(report.text());
            }
            return 0;
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
