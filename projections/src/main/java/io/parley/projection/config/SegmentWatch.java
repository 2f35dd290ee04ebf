package io.parley.projection.config;

import io.parley.projection.watch.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets segments that failed be taken up again after a second. Axon keeps a node from its failed segment twice as long
 * after each failure in a row, up to a minute; what made it fail may be long back by then.
 */
final class SegmentWatch extends Watch {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWatch.class);

    private final ObjectProvider<Configuration> axon;
    private final Map<String, Set<Integer>> worked = new HashMap<>();

    SegmentWatch(ObjectProvider<Configuration> axon) {
        super("segments-watch", Duration.ofMillis(ProjectionsConfiguration.CLAIM_MILLIS));
        this.axon = axon;
    }

    @Override
    protected void look() {
        processors().forEach(this::free);
    }

    @Override
    protected void failed(RuntimeException failure) {
        LOG.warn("The segments could not be looked at: {}", failure.toString());
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
}
