package io.parley.engines.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.parley.engines.config.EngineUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon's own JDBC event storage on PostgreSQL, for one machine. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "parley.event-store", havingValue = "embedded")
@EnableConfigurationProperties(PostgresProperties.class)
public class EmbeddedEventStoreConfiguration {
    /** Events fetched at once: enough for one that catches up, not too many for one that wants a single event. */
    private static final int READ_BATCH = 100;

    /** All queries here are by index. One that was planned while a table was empty would go on reading the whole of it. */
    private static final String BY_INDEX = "set enable_seqscan = off; set enable_bitmapscan = off";

    private static final long CONNECTION_MILLIS = 1_000;
    private static final long START_MILLIS = 5_000;
    private static final long KEEPALIVE_MILLIS = 30_000;
    private static final int CONNECT_SECONDS = 1;
    /**
     * Together with the wait for a connection below the 4.5 s that a command and its sender have: who sent it is told that
     * the store does not answer, and the thread is free for a store that does. All statements are short; the longest wait
     * is for another appender.
     */
    private static final int SOCKET_SECONDS = 3;

    private static final String DUPLICATE_KEY = "23505";

    @Bean
    DataSource dataSource(PostgresProperties properties) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("parley-postgres");
        pool.setDataSource(new ReconnectingDataSource(postgres(properties)));
        pool.setMaximumPoolSize(properties.poolSize());
        pool.setAutoCommit(true);
        pool.setConnectionInitSql(BY_INDEX);
        failSoon(pool);
        try {
            HikariDataSource dataSource = new HikariDataSource(pool);
            createTables(dataSource);
            return dataSource;
        } catch (RuntimeException | SQLException e) {
            throw new EngineUnavailable(
                    "PostgreSQL, which holds the events, cannot be used at " + properties.address() + ": "
                            + e.getMessage(),
                    "Check PARLEY_POSTGRES_URL (or parley.postgres.url), the user, and that the server runs.",
                    e);
        }
    }

    /** A store that is away or hangs must not hold a thread for longer than its command has time. */
    private static void failSoon(HikariConfig pool) {
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        pool.setValidationTimeout(CONNECTION_MILLIS / 2);
        // At the start nobody waits yet.
        pool.setInitializationFailTimeout(START_MILLIS);
        pool.setKeepaliveTime(KEEPALIVE_MILLIS);
    }

    private static DataSource postgres(PostgresProperties properties) {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        setAddress(postgres, properties);
        if (properties.user() != null) {
            postgres.setUser(properties.user());
            postgres.setPassword(properties.password());
        }
        postgres.setReWriteBatchedInserts(true);
        // The server's detail on a failed append would repeat the message's text, and exceptions are logged.
        postgres.setLogServerErrorDetail(false);
        postgres.setConnectTimeout(CONNECT_SECONDS);
        postgres.setSocketTimeout(SOCKET_SECONDS);
        postgres.setTcpKeepAlive(true);
        return postgres;
    }

    /** The driver repeats what it does not understand, a password included. */
    private static void setAddress(PGSimpleDataSource postgres, PostgresProperties properties) {
        try {
            postgres.setUrl(properties.url());
        } catch (IllegalArgumentException e) {
            throw new EngineUnavailable(
                    "The address of PostgreSQL, which holds the events, is not understood.",
                    "Set PARLEY_POSTGRES_URL (or parley.postgres.url) to jdbc:postgresql://host:port/database.",
                    null);
        }
    }

    private static void createTables(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            EventTables.createMissing(connection);
        }
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new DataSourceTransactionManager(dataSource);
    }

    /** Declared, not left to Axon: without it Axon silently works without transactions. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new UnitOfWorkTransactions(transactionManager);
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    /** By SQLSTATE: PostgreSQL's driver has no exception class of its own for duplicate keys. */
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new SQLStateResolver(DUPLICATE_KEY);
    }

    @Bean
    OneAppenderStorageEngine eventStorageEngine(
            Serializer snapshotSerializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            PersistenceExceptionResolver persistenceExceptionResolver,
            ConnectionProvider connectionProvider,
            TransactionManager transactionManager,
            Configuration axon) {
        return new OneAppenderStorageEngine(
                JdbcEventStorageEngine.builder()
                        .snapshotSerializer(snapshotSerializer)
                        .eventSerializer(eventSerializer)
                        .upcasterChain(axon.upcasterChain())
                        .snapshotFilter(axon.snapshotFilter())
                        .persistenceExceptionResolver(persistenceExceptionResolver)
                        .connectionProvider(connectionProvider),
                transactionManager,
                READ_BATCH);
    }

    /** Ours for one setting: those who follow the store read from its tail. */
    @Bean(name = "eventBus")
    @Qualifier("eventStore")
    EmbeddedEventStore embeddedEventStore(EventStorageEngine storageEngine, Configuration axon) {
        return EmbeddedEventStore.builder()
                .storageEngine(storageEngine)
                .optimizeEventConsumption(false)
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(axon.getComponent(EventBusSpanFactory.class))
                .build();
    }
}
