package io.parley.load.server;

import io.parley.client.Readiness;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A standalone server of one's own, in a home that goes with it. */
public final class OwnServer implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int TAIL = 15;

    private final Path jar;
    private final List<String> jvmOptions;
    private final Path directory;
    private final boolean keep;
    private int port;
    private volatile @Nullable Process process;

    /**
     * Nothing starts yet.
     *
     * @param parent where its directory is made
     * @param keep leaves that directory behind
     */
    public OwnServer(Path jar, List<String> jvmOptions, Path parent, boolean keep) throws IOException {
        this.jar = jar;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.directory = Files.createTempDirectory(Files.createDirectories(parent), "parley-bench-");
        this.keep = keep;
    }

    /** Starts it and returns when it takes connections. */
    public void start() throws IOException {
        port = freePort();
        ProcessBuilder java = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // What is set for a Parley of the person's own is not meant for this one, its databases least of all.
        java.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || isOfAnother(name));
        java.environment().put("PARLEY_HOME", home().toString());
        java.environment().put("PARLEY_HTTP_PORT", Integer.toString(port));
        Process started = java.start();
        process = started;
        awaitReady(started);
    }

    private static boolean isOfAnother(String variable) {
        return variable.startsWith("PARLEY_") && !variable.equals("PARLEY_MONGOD");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private void awaitReady(Process started) throws IOException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!Readiness.of(url())) {
            boolean ended = endsWithin(started, STEP);
            if (ended || System.nanoTime() - deadline > 0) {
                throw new IOException("The server " + (ended ? "ended" : "was not ready in time")
                        + "; the last that it said:\n" + tail());
            }
        }
    }

    /** Waits that long, or until it has ended: whether it has. */
    public boolean endsWithin(Duration time) throws IOException {
        Process running = process;
        return running == null || endsWithin(running, time);
    }

    private static boolean endsWithin(Process running, Duration time) throws IOException {
        try {
            return running.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the server was waited for");
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public URI url() {
        return URI.create(String.format(Locale.ROOT, "http://localhost:%d", port));
    }

    public Path home() {
        return directory.resolve("home");
    }

    /** Everything that it printed, over all its starts. */
    public Path log() {
        return directory.resolve("server.log");
    }

    public ServerProcesses processes() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the server was not started");
        }
        return new ServerProcesses(running.pid(), home());
    }

    /** Ends it as Ctrl-C does and waits until its engines have ended, too. */
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        List<ProcessHandle> engines = processes().roots().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        running.destroy();
        try {
            if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
        // What it should have ended itself; after a kill it could not.
        engines.forEach(ProcessHandle::destroy);
        awaitEnd(engines);
        process = null;
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        processes.stream()
                .filter(ProcessHandle::isAlive)
                .forEach(left -> System.err.println("The server's process " + left.pid() + " does not end"));
    }

    /** Takes the views away while it is stopped; those in memory are gone anyway. */
    public void emptyViews() throws IOException {
        delete(home().resolve("mongo"));
    }

    @Override
    public synchronized void close() {
        stop();
        if (!keep) {
            try {
                delete(directory);
            } catch (IOException left) {
                System.err.println("The temporary home could not be deleted: " + left);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
