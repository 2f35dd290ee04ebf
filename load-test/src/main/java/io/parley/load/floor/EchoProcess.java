package io.parley.load.floor;

import io.parley.load.LoadTest;
import io.parley.load.process.ThisProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** The server of {@link EchoFloor} in a process of its own, as Parley's is. It ends with this one. */
final class EchoProcess implements AutoCloseable {
    static final String COMMAND = "echo";
    static final String READY = "ready ";

    private final Process process;
    private final int port;

    private EchoProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static EchoProcess start() throws IOException {
        List<String> command = new ArrayList<>(ThisProgram.again(LoadTest.class));
        command.addAll(List.of(FloorsCommand.NAME, COMMAND));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String said = process.inputReader().readLine();
        if (said == null || !said.startsWith(READY)) {
            process.destroy();
            throw new IOException("The echo server did not start; what it said stands above.");
        }
        return new EchoProcess(process, Integer.parseInt(said.substring(READY.length())));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
