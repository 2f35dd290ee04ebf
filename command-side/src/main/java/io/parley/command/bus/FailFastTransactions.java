package io.parley.command.bus;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions for commands. Without a connection one waits in vain for as long as the pool has patience; while that is
 * so, one thread at a time finds out whether the store is back and all others refuse at once, or everything that waits
 * behind them would expire.
 */
public final class FailFastTransactions implements TransactionManager {
    private static final Logger LOG = LoggerFactory.getLogger(FailFastTransactions.class);
    private static final long PAUSE_MILLIS = 100;

    private final TransactionManager transactions;
    private final Clock clock;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean away;
    private volatile long nextProbe;

    public FailFastTransactions(TransactionManager transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Transaction startTransaction() {
        return away ? probe() : begin();
    }

    private Transaction probe() {
        if (clock.millis() < nextProbe || !probing.compareAndSet(false, true)) {
            throw GroupCommit.unavailable();
        }
        try {
            return begin();
        } finally {
            probing.set(false);
        }
    }

    private Transaction begin() {
        try {
            Transaction transaction = transactions.startTransaction();
            if (away) {
                away = false;
                LOG.info("The event store is back; commands are taken again.");
            }
            return transaction;
        } catch (RuntimeException e) {
            nextProbe = clock.millis() + PAUSE_MILLIS;
            if (!away) {
                away = true;
                LOG.warn("The event store cannot be reached; commands are refused until it is back: {}", e.toString());
            }
            throw e;
        }
    }
}
