package io.parley.load.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** The server that prints. */
    @FunctionalInterface
    interface Printing {
        /** Waits that long, or until it has ended: whether it has. */
        boolean endsWithin(Duration time) throws IOException;
    }

    private RebuildLog(Path log, int read) {
        this.log = log;
        this.read = read;
    }

    /** From what was printed until now on. */
    static RebuildLog after(Path log) throws IOException {
        return new RebuildLog(log, Files.readString(log).length());
    }

    Rebuilt awaitComplete(Printing server, Consumer<String> progress) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            boolean ended = server.endsWithin(STEP);
            for (String line : newLines()) {
                Matcher complete = COMPLETE.matcher(line);
                if (complete.find()) {
                    return new Rebuilt(Long.parseLong(complete.group(1)), Double.parseDouble(complete.group(2)));
                }
                if (line.contains(PROGRESS)) {
                    progress.accept(line);
                }
            }
            if (ended) {
                throw new IOException("the server ended before the views were complete, see " + log);
            }
        }
        throw new IOException("the views were not complete after " + PATIENCE.toMinutes() + " minutes, see " + log);
    }

    /** Without the one at the end that is not written out yet. */
    private List<String> newLines() throws IOException {
        String text = Files.readString(log);
        int from = read;
        read = Math.max(from, text.lastIndexOf('\n') + 1);
        return text.substring(from, read).lines().toList();
    }
}
