package io.parley.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** kill -9 of every process of an embedded server at once, as the system does that runs out of memory. */
public final class PostgresCrash {
    private static final int SECONDS = 10;

    private PostgresCrash() {}

    /** Of the server below this home; waits until all of them have ended. */
    public static void in(Path home) throws IOException {
        Path pidFile = home.resolve("postgres").resolve("data").resolve("postmaster.pid");
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).trim()))
                .orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server);
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
