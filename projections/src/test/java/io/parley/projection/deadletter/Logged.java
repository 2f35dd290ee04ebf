package io.parley.projection.deadletter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open. */
final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

    private Logged(Logger logger) {
        this.logger = logger;
    }

    static Logged of(Class<?> type) {
        Logged logged = new Logged((Logger) LoggerFactory.getLogger(type));
        logged.start();
        logged.logger.addAppender(logged);
        return logged;
    }

    List<String> warnings() {
        return lines.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
