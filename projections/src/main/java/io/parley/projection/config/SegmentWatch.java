package io.parley.projection.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Lets segments that failed be taken up again after a second. Axon keeps a node from its failed segment twice as long
 * after each failure in a row, up to a minute; what made it fail may be long back by then.
 */
final class SegmentWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWatch.class);

    private final ObjectProvider<Configuration> axon;
    private final Map<String, Set<Integer>> worked = new HashMap<>();
    private volatile @Nullable ScheduledExecutorService thread;

    SegmentWatch(ObjectProvider<Configuration> axon) {
        this.axon = axon;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "segments-watch");
            worker.setDaemon(true);
            return worker;
        });
        thread = started;
        long every = ProjectionsConfiguration.CLAIM_MILLIS;
        var unused = started.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            processors().forEach(this::free);
        } catch (RuntimeException e) {
            LOG.warn("The segments could not be looked at: {}", e.toString());
        }
    }

    private Collection<PooledStreamingEventProcessor> processors() {
        return axon.getObject().eventProcessingConfiguration().eventProcessors().values().stream()
                .filter(PooledStreamingEventProcessor.class::isInstance)
                .map(PooledStreamingEventProcessor.class::cast)
                .toList();
    }

    /** Segments that this node had and has not any more, be it that they failed or that another node has them now. */
    private void free(PooledStreamingEventProcessor processor) {
        Set<Integer> known = worked.computeIfAbsent(processor.getName(), name -> new HashSet<>());
        Set<Integer> working = processor.processingStatus().keySet();
        known.addAll(working);
        for (int segment : known) {
            if (processor.isRunning() && !working.contains(segment)) {
                processor.releaseSegment(segment, 1, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.shutdown();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
