package io.parley.standalone.engine;

import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether the engines run that were started with the program. Without Redis it goes on, if less promptly. */
public final class EnginesHealth extends AbstractHealthIndicator {
    private static final String DISPENSABLE = "Redis";

    private final RunningEngines engines;

    public EnginesHealth(RunningEngines engines) {
        this.engines = engines;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<String> down = engines.down();
        builder.status(down.stream().allMatch(DISPENSABLE::equals) ? "UP" : "DOWN")
                .withDetail("down", down);
    }
}
