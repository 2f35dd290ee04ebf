package io.parley.standalone;

import io.parley.embedded.home.DataDirectory;
import io.parley.embedded.home.Ports;
import io.parley.standalone.config.StandaloneConfiguration;
import io.parley.standalone.engine.EnginesHealth;
import io.parley.standalone.engine.RunningEngines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** One running instance: its data directory, its engines and all roles. Closing it stops them in reverse order. */
public final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Settings settings;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean opening;
    private volatile boolean stopping;
    private volatile int httpPort;
    private volatile @Nullable RunningEngines engines;

    Standalone(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Starts an instance and returns when it takes connections, or throws and leaves nothing running. */
    public static Standalone start(Settings settings) {
        Standalone standalone = new Standalone(settings, line -> LOG.info("{}", line));
        standalone.open();
        return standalone;
    }

    /** The port that it serves. */
    public int httpPort() {
        return httpPort;
    }

    static Path logFile(Settings settings) {
        return settings.home().resolve("logs").resolve("parley.log");
    }

    synchronized void open() {
        opening = true;
        try {
            DataDirectory home = opened(DataDirectory.open(settings.home(), settings.httpPort(), Clock.systemUTC()));
            home.directory("logs");
            if (settings.httpPort() != 0) {
                Ports.requireFree(settings.httpPort(), "set PARLEY_HTTP_PORT to another one");
            }
            RunningEngines running = opened(RunningEngines.start(settings.engines(), home.path(), progress));
            engines = running;
            if (!stopping) {
                progress.accept("Parley: starting");
                ConfigurableApplicationContext context = run(home, running);
                opened(new Roles(context));
                httpPort = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            }
        } catch (RuntimeException e) {
            closeAll();
            opening = false;
            throw e;
        }
    }

    /** Whether it is open or on its way there, so that there is something to stop. */
    boolean isOpening() {
        return opening;
    }

    /** Whether it was told to stop, be it in the middle of its start. */
    boolean isStopping() {
        return stopping;
    }

    /** Stops everything; one that is still starting first comes to the end of the step that it is at. */
    @Override
    public void close() {
        stopping = true;
        RunningEngines running = engines;
        if (running != null) {
            running.endWatches();
        }
        closeAll();
    }

    private synchronized void closeAll() {
        for (AutoCloseable last = opened.pollLast(); last != null; last = opened.pollLast()) {
            close(last);
        }
    }

    /** One that does not close must not keep those before it open. */
    @SuppressWarnings("InterruptedExceptionSwallowed")
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
        }
    }

    private ConfigurableApplicationContext run(DataDirectory home, RunningEngines running) {
        SpringApplication application = new SpringApplication(StandaloneConfiguration.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setRegisterShutdownHook(false);
        // As many as threads work on them: nobody shares them, and each costs batches of its own.
        application.setDefaultProperties(Map.of("parley.projections.segments", 2));
        application.addListeners(new RebuildReport(progress));
        application.addInitializers(context ->
                context.getBeanFactory().registerSingleton("enginesHealthIndicator", new EnginesHealth(running)));
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.application.name=parley",
                "--parley.event-store=embedded",
                // Sends go on without the views, so their being away is no reason to send nobody here.
                "--management.endpoint.health.group.readiness.include=readinessState,engines",
                "--parley.home=" + home.path(),
                "--parley.projections.node-id=" + home.instanceId(),
                "--server.port=" + settings.httpPort(),
                "--logging.config=classpath:parley-logging.xml",
                "--logging.file.name=" + logFile(settings)));
        running.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return application.run(arguments.toArray(String[]::new));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.addLast(part);
        return part;
    }
}
