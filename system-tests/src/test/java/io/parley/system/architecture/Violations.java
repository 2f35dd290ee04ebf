package io.parley.system.architecture;

import java.time.Instant;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** Everything that the rules forbid, so that each is seen to bite. */
final class Violations {
    @Autowired
    @SuppressWarnings("NullAway.Init") // Forbidden, which is the point.
    private EventBus bus;

    void appendsWithoutBeingAnAggregate() {
        AggregateLifecycle.apply("event");
    }

    void publishesAroundTheAggregates() {
        bus.publish(GenericEventMessage.asEventMessage("event"));
    }

    Instant readsTheWallClock() {
        return Instant.now();
    }

    String blocks() {
        return Mono.just("answer").blockOptional().orElseThrow();
    }
}
