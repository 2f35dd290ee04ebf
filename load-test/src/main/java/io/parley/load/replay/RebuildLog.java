package io.parley.load.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server prints about its views, from one moment on. */
final class RebuildLog {
    private static final Pattern COMPLETE = Pattern.compile("Views: complete, (\\d+) events \\((\\d+\\.\\d+) s\\)");
    private static final String PROGRESS = "Views: rebuilding";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Path log;
    private int read;

    /**
     * The end of it.
     *
     * @param seconds as the server counts them, from when its roles have started
     */
    record Rebuilt(long events, double seconds) {}

    private RebuildLog(Path log, int read) {
        this.log = log;
        this.read = read;
    }

    /** From what was printed until now on. */
    static RebuildLog after(Path log) throws IOException {
        return new RebuildLog(log, Files.readAllLines(log).size());
    }

    Rebuilt awaitComplete(Consumer<String> progress) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            List<String> lines = Files.readAllLines(log);
            for (; read < lines.size(); read++) {
                Matcher complete = COMPLETE.matcher(lines.get(read));
                if (complete.find()) {
                    return new Rebuilt(Long.parseLong(complete.group(1)), Double.parseDouble(complete.group(2)));
                }
                if (lines.get(read).contains(PROGRESS)) {
                    progress.accept(lines.get(read));
                }
            }
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        }
        throw new IOException("the views were not complete after " + PATIENCE.toMinutes() + " minutes, see " + log);
    }
}
