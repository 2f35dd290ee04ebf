package io.parley.command.bus;

import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;

/**
 * One unit of work for several commands. Axon rolls back on exceptions alone; an error on the way to the commit would
 * leave the transaction open, and aggregates in the cache that are ahead of the store.
 */
final class CommandBatch extends BatchingUnitOfWork<CommandMessage<?>> {
    private boolean mayBeCommitted;

    CommandBatch(List<CommandMessage<?>> commands) {
        super(commands);
    }

    @Override
    protected void notifyHandlers(Phase phase) {
        if (phase != Phase.PREPARE_COMMIT && phase != Phase.COMMIT) {
            super.notifyHandlers(phase);
            return;
        }
        mayBeCommitted |= phase == Phase.COMMIT;
        try {
            super.notifyHandlers(phase);
        } catch (Error e) {
            throw new EventStoreException("Commands could not be committed", e);
        }
    }

    /** Whether the commit was begun: where its answer is lost, it may have happened all the same. */
    boolean mayBeCommitted() {
        return mayBeCommitted;
    }
}
