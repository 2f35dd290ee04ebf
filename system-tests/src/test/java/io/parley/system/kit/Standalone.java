package io.parley.system.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The packaged standalone program as a process of its own, as a user runs it. */
public final class Standalone implements AutoCloseable {
    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final int OK = 200;

    private final Process process;
    private final URI base;
    private final Path log;

    private Standalone(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    /** Starts on a home and waits until it is ready. */
    public static Standalone start(Path home) {
        return launch(home, freePort(), Map.of()).untilReady();
    }

    /** The same with settings of its own. */
    public static Standalone start(Path home, Map<String, String> settings) {
        return launch(home, freePort(), settings).untilReady();
    }

    /** Starts without waiting for what becomes of it. */
    public static Standalone launch(Path home, int port) {
        return launch(home, port, Map.of());
    }

    private static Standalone launch(Path home, int port, Map<String, String> settings) {
        try {
            Files.createDirectories(home);
            Path log = Files.createTempFile(home.toAbsolutePath().getParent(), "standalone-", ".log");
            ProcessBuilder java =
                    new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
            java.environment().put("PARLEY_HOME", home.toString());
            java.environment().put("PARLEY_HTTP_PORT", Integer.toString(port));
            java.environment().putAll(settings);
            Process process = java.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new Standalone(process, URI.create("http://localhost:" + port), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Standalone untilReady() {
        await("standalone is ready, its log is " + log)
                .atMost(GENEROUS)
                .pollInterval(Duration.ofMillis(100))
                .failFast("standalone ended: see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(this::isReady);
        return this;
    }

    private boolean isReady() {
        return new Http(base, null).get("/actuator/health/readiness").status() == OK;
    }

    public URI base() {
        return base;
    }

    public long pid() {
        return process.pid();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to stop and returns its exit code. */
    public int stop() {
        process.destroy();
        return exitCode();
    }

    /** Waits until it has ended by itself. */
    public int exitCode() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("standalone did not end within " + STOP + ": see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for standalone to end", stopped);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar().toString());
    }

    private static Path jar() {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("parley.standalone.jar")));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no " + jar.normalize() + ": run ./mvnw package first");
        }
        return jar;
    }
}
