package io.parley.standalone;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The roles of one instance. Their end may hang on an engine that does not answer, so it is given a limited time. */
record Roles(ConfigurableApplicationContext context) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Override
    public void close() throws InterruptedException {
        Thread closing = new Thread(context::close, "parley-roles-stop");
        closing.setDaemon(true);
        closing.start();
        closing.join(PATIENCE.toMillis());
        if (closing.isAlive()) {
            LOG.warn("The roles did not stop within {} s; stopping the engines under them", PATIENCE.toSeconds());
        }
    }
}
