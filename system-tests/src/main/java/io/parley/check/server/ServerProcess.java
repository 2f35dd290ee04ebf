package io.parley.check.server;

import io.parley.client.Readiness;
import io.parley.embedded.home.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A standalone server as a process of its own, that is started again on the same home however it ended. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ATTEMPTS = 5;

    private final Path jar;
    private final Path home;
    private final Map<String, String> settings;
    private final EngineProcesses engines;
    private int port = Ports.free();
    private final Object launching = new Object();
    private int starts;
    private volatile long readySince = System.nanoTime();
    private volatile long downNanos;
    private volatile @Nullable Process process;
    private volatile boolean closed;

    /**
     * Nothing starts yet.
     *
     * @param jar the packaged program; a copy, where a rebuild could take it away
     * @param settings more variables of its environment
     */
    public ServerProcess(Path jar, Path home, Map<String, String> settings) {
        this.jar = jar;
        this.home = home;
        this.settings = Map.copyOf(settings);
        this.engines = new EngineProcesses(home);
    }

    /** Starts it and waits until it is ready; one that ends before that is started again, as a supervisor would. */
    public synchronized void start() {
        for (int attempt = 0; attempt < ATTEMPTS && !closed; attempt++) {
            launch();
            if (awaitReady(READY)) {
                readySince = System.nanoTime();
                return;
            }
            kill();
        }
        if (!closed) {
            throw new IllegalStateException(
                    "The server did not become ready in " + ATTEMPTS + " starts: see " + logs());
        }
    }

    /** kill -9. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitExit(running);
        }
    }

    /** Ends it as told and starts it again. */
    public synchronized void restart(Runnable end) {
        long began = System.nanoTime();
        end.run();
        start();
        downNanos += System.nanoTime() - began;
    }

    /** How long it took to bring it back, all restarts together. */
    public long downNanos() {
        return downNanos;
    }

    /** For how long it has been there since its last start. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - readySince);
    }

    /** SIGTERM, and whether it then ended in time. */
    public boolean terminate() {
        Process running = process;
        if (running == null) {
            return true;
        }
        running.destroy();
        return awaitExit(running);
    }

    public List<Long> processes() {
        Process running = process;
        return running != null && running.isAlive() ? List.of(running.pid()) : List.of();
    }

    public EngineProcesses engines() {
        return engines;
    }

    /** Its port of now; another one after a start that found the old one taken. */
    public int port() {
        return port;
    }

    public Path logs() {
        return home.resolveSibling("server-" + starts + ".log");
    }

    /** Whether it says that it is ready within that time. */
    public boolean awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                return false;
            }
            if (Readiness.of(URI.create("http://127.0.0.1:" + port))) {
                return true;
            }
            LockSupport.parkNanos(STEP);
        }
        return false;
    }

    /** Stops it and whatever it left behind. */
    @Override
    public void close() {
        synchronized (launching) {
            closed = true;
        }
        List<Long> left = engines.all();
        Signals.resume(processes());
        Signals.resume(left);
        if (!terminate()) {
            kill();
        }
        Signals.kill(engines.all());
    }

    /** Never after the close, which would leave it running. */
    private void launch() {
        synchronized (launching) {
            if (!closed) {
                launchOnce();
            }
        }
    }

    private void launchOnce() {
        if (!Ports.isFree(port)) {
            port = Ports.free();
        }
        starts++;
        try {
            Files.createDirectories(home);
            ProcessBuilder java =
                    new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(logs().toFile());
            // What is set for a Parley of the person's own is not meant for this one.
            java.environment().keySet().removeIf(name -> name.startsWith("PARLEY_") || name.startsWith("SPRING_"));
            java.environment().put("PARLEY_HOME", home.toString());
            java.environment().put("PARLEY_HTTP_PORT", Integer.toString(port));
            java.environment().putAll(settings);
            process = java.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean awaitExit(Process running) {
        try {
            return running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
    }
}
