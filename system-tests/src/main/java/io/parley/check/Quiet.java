package io.parley.check;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Libraries report each lost connection with all its calls; here connections are lost on purpose, by the hundred. */
final class Quiet {
    private Quiet() {}

    static void about(String... libraries) {
        for (String library : libraries) {
            if (LoggerFactory.getLogger(library) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
