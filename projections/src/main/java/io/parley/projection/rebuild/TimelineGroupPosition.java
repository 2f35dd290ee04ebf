package io.parley.projection.rebuild;

import io.parley.engines.eventstore.TimelineSourceConfiguration;
import io.parley.engines.mongo.ViewSchema.Views;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The timeline group as Axon runs it. */
@Component
class TimelineGroupPosition implements GroupPosition {
    private static final long BEFORE_THE_FIRST = -1;

    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final ObjectProvider<Configuration> axon;

    TimelineGroupPosition(
            @Qualifier(TimelineSourceConfiguration.TIMELINE_SOURCE)
                    StreamableMessageSource<TrackedEventMessage<?>> source,
            ObjectProvider<Configuration> axon) {
        this.source = source;
        this.axon = axon;
    }

    @Override
    public long head() {
        TrackingToken head = source.createHeadToken();
        return head == null ? BEFORE_THE_FIRST : head.position().orElse(BEFORE_THE_FIRST);
    }

    @Override
    public Map<Integer, Long> ownSegments() {
        Map<Integer, Long> positions = new HashMap<>();
        axon.getObject()
                .eventProcessingConfiguration()
                .eventProcessor(Views.TIMELINE_GROUP, StreamingEventProcessor.class)
                .ifPresent(group -> group.processingStatus()
                        .forEach((segment, status) -> positions.put(segment, position(status))));
        return positions;
    }

    @Override
    public Set<Integer> allSegments() {
        int[] segments = axon.getObject()
                .eventProcessingConfiguration()
                .tokenStore(Views.TIMELINE_GROUP)
                .fetchSegments(Views.TIMELINE_GROUP);
        return Arrays.stream(segments).boxed().collect(Collectors.toSet());
    }

    private static long position(EventTrackerStatus status) {
        return status.getCurrentPosition().orElse(BEFORE_THE_FIRST);
    }
}
