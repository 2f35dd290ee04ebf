package io.parley.embedded.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short-lived program that is run to its end. */
public final class Command {
    /**
     * How it ended.
     *
     * @param exitCode -1 where it could not be started or did not end in time
     * @param output what it printed, errors included
     */
    public record Result(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Command() {}

    /** Runs the program. Its output goes through a file: daemons that it leaves behind would keep a pipe open. */
    public static Result run(List<String> command, Duration atMost) {
        try {
            Path output = Files.createTempFile("parley", ".out");
            try {
                return run(new ProcessBuilder(command), output, atMost);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        }
    }

    private static Result run(ProcessBuilder builder, Path output, Duration atMost) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output, Charset.defaultCharset()).strip();
            return new Result(ended ? process.exitValue() : -1, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return new Result(-1, "interrupted");
        }
    }
}
