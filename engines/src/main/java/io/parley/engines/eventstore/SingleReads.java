package io.parley.engines.eventstore;

import java.util.function.Supplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/** Reads without a transaction of their own: each is one statement, and a commit behind it would be a round trip more. */
record SingleReads(TransactionManager writes) implements TransactionManager {
    @Override
    public Transaction startTransaction() {
        return writes.startTransaction();
    }

    @Override
    public <T> T fetchInTransaction(Supplier<T> read) {
        return read.get();
    }
}
