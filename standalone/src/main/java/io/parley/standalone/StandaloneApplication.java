package io.parley.standalone;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.logging.LoggingSystem;

/** {@code ./parley up}: runs an instance in the foreground until it is told to stop. */
public final class StandaloneApplication {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private StandaloneApplication() {}

    public static void main(String[] arguments) {
        long began = System.nanoTime();
        // Until Spring sets logging up, nothing but our own lines belongs on the console.
        LoggingSystem.get(StandaloneApplication.class.getClassLoader()).beforeInitialize();
        try {
            run(Settings.fromEnvironment(System.getenv()), began);
        } catch (RuntimeException e) {
            ERR.println(StartFailure.sentence(e));
            System.exit(1);
        }
    }

    private static void run(Settings settings, long began) {
        Standalone standalone = new Standalone(settings, OUT::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(standalone), "parley-stop"));
        try {
            standalone.open();
        } catch (RuntimeException e) {
            if (!standalone.isStopping()) {
                ERR.println(StartFailure.sentence(e, Standalone.logFile(settings)));
                System.exit(1);
            }
            return;
        }
        if (!standalone.isStopping()) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            OUT.println(Announcement.of(settings.home(), standalone.httpPort(), took));
        }
    }

    private static void stop(Standalone standalone) {
        if (!standalone.isOpening()) {
            return;
        }
        OUT.println("Parley: stopping");
        standalone.close();
        OUT.println("Parley: stopped");
    }
}
