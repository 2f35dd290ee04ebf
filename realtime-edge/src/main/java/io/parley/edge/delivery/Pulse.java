package io.parley.edge.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feels whether Redis is there. While it is not, streams live on what the views show. Hub's thread only. */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Registry registry;
    private final Executor hub;
    private final Runnable whileAway;
    private final Runnable onReturn;
    private boolean asking;
    private boolean away;

    Pulse(Registry registry, Executor hub, Runnable whileAway, Runnable onReturn) {
        this.registry = registry;
        this.hub = hub;
        this.whileAway = whileAway;
        this.onReturn = onReturn;
    }

    void check() {
        if (away) {
            whileAway.run();
        }
        if (!asking) {
            asking = true;
            var unused = ping().whenCompleteAsync((exists, failure) -> felt(failure), hub);
        }
    }

    private CompletableFuture<Boolean> ping() {
        try {
            return registry.ping();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void felt(@Nullable Throwable failure) {
        asking = false;
        if (failure != null && !away) {
            away = true;
            LOG.warn("Redis is away; streams follow the views once a second until it is back: {}", failure.toString());
        } else if (failure == null && away) {
            away = false;
            LOG.info("Redis is back.");
            onReturn.run();
        }
    }
}
