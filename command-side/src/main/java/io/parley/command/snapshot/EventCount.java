package io.parley.command.snapshot;

import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.messaging.Scope;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * Counts one aggregate's events, those that it was loaded from among them, and has a snapshot taken after the commit of
 * the one that completes the count. Guarded by the aggregate's lock.
 */
final class EventCount implements SnapshotTrigger {
    private final int every;
    private final Predicate<EventSourcedAggregate<?>> take;
    private int events;
    private boolean planned;

    /** @param take answers false where it cannot be done now and is to be asked for again */
    EventCount(int every, Predicate<EventSourcedAggregate<?>> take) {
        this.every = every;
        this.take = take;
    }

    @Override
    public void eventHandled(EventMessage<?> event) {
        events++;
        if (!planned
                && events >= every
                && CurrentUnitOfWork.isStarted()
                && AggregateLifecycle.isLive()
                && Scope.getCurrentScope() instanceof EventSourcedAggregate<?> aggregate) {
            planned = true;
            CurrentUnitOfWork.get().afterCommit(unitOfWork -> takeOf(aggregate));
        }
    }

    private void takeOf(EventSourcedAggregate<?> aggregate) {
        planned = false;
        if (take.test(aggregate)) {
            events = 0;
        }
    }

    @Override
    public void initializationFinished() {
        // The next event will tell.
    }
}
