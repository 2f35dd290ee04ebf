package io.parley.load.storm;

import io.parley.load.process.ThisProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The storm in a process of its own: in this one, two thousand connecting devices would hold up the senders whose
 * waiting is measured.
 */
final class StormProcess implements AutoCloseable {
    static final String COMMAND = "storm";
    static final String READY = "ready";
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;
    private final BufferedReader said;

    private StormProcess(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    /** Starts it and returns when everything is prepared. */
    static StormProcess start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(politely());
        command.addAll(ThisProgram.again(main));
        command.add(COMMAND);
        command.addAll(arguments);
        StormProcess storm = new StormProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        if (!READY.equals(storm.said.readLine())) {
            storm.close();
            throw new IOException("the storm could not be prepared");
        }
        return storm;
    }

    /** Real devices have processors of their own: on this one they come after the server and its other clients. */
    private static List<String> politely() {
        return Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "19") : List.of();
    }

    /** Breaks it loose. */
    CompletableFuture<StormReport> run() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                process.outputWriter().append("go\n").flush();
                String report = said.readLine();
                if (report == null) {
                    throw new IOException("the storm ended early");
                }
                return StormReport.parsed(report);
            } catch (IOException e) {
                throw new CompletionException(new UncheckedIOException(e));
            }
        });
    }

    @Override
    public void close() {
        process.destroy();
    }
}
