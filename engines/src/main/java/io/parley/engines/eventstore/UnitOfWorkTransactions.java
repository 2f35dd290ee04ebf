package io.parley.engines.eventstore;

import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;

/**
 * Spring's transactions for units of work, whose end must not fail. With the connection lost a rollback fails too, and
 * Axon would skip the rest of its own: the lock of the aggregate would be held for ever. PostgreSQL has rolled back by
 * then.
 */
final class UnitOfWorkTransactions extends SpringTransactionManager {
    private static final Logger LOG = LoggerFactory.getLogger(UnitOfWorkTransactions.class);

    UnitOfWorkTransactions(PlatformTransactionManager transactions) {
        super(transactions);
    }

    /** Axon rolls back on exceptions alone, which is what keeps a cached aggregate from being ahead of the store. */
    @Override
    protected void commitTransaction(TransactionStatus status) {
        try {
            super.commitTransaction(status);
        } catch (Error e) {
            throw new TransactionSystemException("A transaction could not be committed", e);
        }
    }

    @Override
    protected void rollbackTransaction(TransactionStatus status) {
        try {
            super.rollbackTransaction(status);
        } catch (TransactionException lost) {
            LOG.warn(
                    "A transaction was left to PostgreSQL to roll back, its connection being lost: {}",
                    lost.toString());
        }
    }
}
