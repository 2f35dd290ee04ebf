package io.parley.check.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Java cannot send: SIGSTOP and SIGCONT. */
public final class Signals {
    private static final long PATIENCE_SECONDS = 10;

    private Signals() {}

    public static void pause(List<Long> processes) {
        send("-STOP", processes);
    }

    public static void resume(List<Long> processes) {
        send("-CONT", processes);
    }

    public static void kill(List<Long> processes) {
        processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private static void send(String signal, List<Long> processes) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // One of them may have ended meanwhile; the others got it all the same.
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("there is no kill on the PATH", impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
