package io.parley.projection.delivery;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets the router find Redis again by itself: the next event may be long in coming. */
@Component
class LookForRedis implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LookForRedis.class);
    private static final int MILLIS = 250;

    private final Router router;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(LookForRedis::named);
    private volatile boolean running;

    LookForRedis(Router router) {
        this.router = router;
    }

    @Override
    public void start() {
        running = true;
        var unused = thread.scheduleWithFixedDelay(this::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            router.lookForRedis();
        } catch (RuntimeException e) {
            LOG.error("Redis could not be told what was not routed; this is tried again.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "parley-router-redis");
        thread.setDaemon(true);
        return thread;
    }
}
