package io.parley.command.bus;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfiguration;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.Repository;

/** A few accounts behind a command bus, in a store that fails wherever a command asks for it. */
final class Ledger implements AutoCloseable {
    static final int ACCOUNTS = 4;
    static final RollbackConfiguration UNLESS_REFUSED = fault -> !(fault instanceof CommandExecutionException);
    static final String TRACE = "trace";

    /** Where a command fails. */
    enum Fault {
        NONE,
        REFUSED,
        BEFORE_APPLY,
        AFTER_APPLY,
        CHECKED,
        ERROR,
        AT_APPEND,
        AT_APPEND_WITH_ERROR
    }

    record Deposit(int account, int amount, Fault fault) {}

    record Deposited(String account, int amount, Fault fault) {}

    static final class Account {
        @AggregateIdentifier
        @SuppressWarnings("UnusedVariable") // Axon reads it.
        private String id = "";

        private long balance;

        Account() {}

        long deposit(Deposit command) throws IOException {
            switch (command.fault()) {
                case REFUSED -> throw new CommandExecutionException("refused", null);
                case BEFORE_APPLY -> throw new IllegalStateException("before apply");
                case CHECKED -> throw new IOException("checked");
                case ERROR -> throw new AssertionError("an error");
                default -> apply(new Deposited(name(command.account()), command.amount(), command.fault()));
            }
            if (command.fault() == Fault.AFTER_APPLY) {
                throw new IllegalStateException("after apply");
            }
            return balance;
        }

        @EventSourcingHandler
        void on(Deposited event) {
            id = event.account();
            balance += event.amount();
        }
    }

    private final AtomicInteger openTransactions = new AtomicInteger();
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(new FailingEngine()).build();
    private final Cache cache = new WeakReferenceCache();
    private final Repository<Account> accounts = EventSourcingRepository.builder(Account.class)
            .eventStore(store)
            .cache(cache)
            .build();

    Ledger() {
        store.publish(IntStream.range(0, ACCOUNTS)
                .mapToObj(account -> new GenericDomainEventMessage<>(
                        "Account", name(account), 0, new Deposited(name(account), 0, Fault.NONE)))
                .toList());
    }

    static String name(int account) {
        return "account-" + account;
    }

    TransactionManager transactions() {
        return () -> {
            openTransactions.incrementAndGet();
            return new Transaction() {
                @Override
                public void commit() {
                    openTransactions.decrementAndGet();
                }

                @Override
                public void rollback() {
                    openTransactions.decrementAndGet();
                }
            };
        };
    }

    /** Has the bus handle deposits. */
    <B extends CommandBus> B behind(B bus) {
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new SimpleCorrelationDataProvider(TRACE)));
        bus.subscribe(Deposit.class.getName(), message -> {
            Deposit command = (Deposit) message.getPayload();
            return accounts.load(name(command.account())).invoke(account -> deposit(account, command));
        });
        return bus;
    }

    private static long deposit(Account account, Deposit command) {
        try {
            return account.deposit(command);
        } catch (IOException e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable checked) throws E {
        throw (E) checked;
    }

    /** What is stored of each account: place, amount and correlation data of each event. */
    Map<String, List<String>> stored() {
        Map<String, List<String>> stored = new TreeMap<>();
        IntStream.range(0, ACCOUNTS)
                .mapToObj(Ledger::name)
                .forEach(account -> stored.put(
                        account,
                        store.readEvents(account)
                                .asStream()
                                .map(event -> event.getSequenceNumber() + " "
                                        + ((Deposited) event.getPayload()).amount() + " "
                                        + event.getMetaData().get(TRACE))
                                .toList()));
        return stored;
    }

    /** What the store makes of each account. */
    Map<String, Long> balancesInStore() {
        Map<String, Long> balances = new TreeMap<>();
        IntStream.range(0, ACCOUNTS)
                .mapToObj(Ledger::name)
                .forEach(account -> balances.put(
                        account,
                        store.readEvents(account)
                                .asStream()
                                .mapToLong(event -> ((Deposited) event.getPayload()).amount())
                                .sum()));
        return balances;
    }

    /** What the next command would find. */
    Map<String, Long> balancesInMemory() {
        Map<String, Long> balances = new TreeMap<>();
        DefaultUnitOfWork<?> reading = DefaultUnitOfWork.startAndGet(null);
        IntStream.range(0, ACCOUNTS)
                .mapToObj(Ledger::name)
                .forEach(name -> balances.put(name, accounts.load(name).invoke(account -> account.balance)));
        reading.rollback();
        return balances;
    }

    int openTransactions() {
        return openTransactions.get();
    }

    @Override
    public void close() {
        store.shutDown();
    }

    private static final class FailingEngine extends InMemoryEventStorageEngine {
        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            for (EventMessage<?> event : events) {
                Fault fault = ((Deposited) event.getPayload()).fault();
                if (fault == Fault.AT_APPEND) {
                    throw new IllegalArgumentException("at append");
                }
                if (fault == Fault.AT_APPEND_WITH_ERROR) {
                    throw new StackOverflowError("at append");
                }
            }
            super.appendEvents(events);
        }
    }
}
