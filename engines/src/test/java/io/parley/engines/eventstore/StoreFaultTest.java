package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.CannotCreateTransactionException;

class StoreFaultTest {
    @Nested
    class AConflict {
        @Test
        void isAKeyThatIsTaken() {
            assertThat(StoreFault.of(new ConcurrencyException("taken", new SQLException("duplicate", "23505"))))
                    .isEqualTo(StoreFault.CONFLICT);
        }

        /** Axon Server names it in the text alone. */
        @Test
        void isAStaleAppendOnAxonServer() {
            RuntimeException stale = new RuntimeException(
                    "OUT_OF_RANGE: [AXONIQ-2000] Invalid sequence number 7 for aggregate g7, expected 8");
            assertThat(StoreFault.of(new EventStoreException("commit", stale))).isEqualTo(StoreFault.CONFLICT);
        }
    }

    @Nested
    class WhatPasses {
        @ParameterizedTest
        @ValueSource(strings = {"08006", "57P01", "57P03", "40001", "53300"})
        void isToldByTheState(String state) {
            assertThat(StoreFault.of(new EventStoreException("append", new SQLException("away", state))))
                    .isEqualTo(StoreFault.PASSING);
        }

        @Test
        void isAPoolWithoutConnections() {
            assertThat(StoreFault.of(new CannotCreateTransactionException(
                            "none", new SQLTransientConnectionException("timed out", "08001"))))
                    .isEqualTo(StoreFault.PASSING);
        }

        @Test
        void isAnAnswerThatDoesNotComeInTime() {
            assertThat(StoreFault.of(new CompletionException(new TimeoutException())))
                    .isEqualTo(StoreFault.PASSING);
            assertThat(StoreFault.of(
                            new IllegalStateException("append", new SQLTimeoutException("cancelled", "22000"))))
                    .isEqualTo(StoreFault.PASSING);
        }

        @Test
        void isAStoreThatFailsWithoutSayingWhy() {
            assertThat(StoreFault.of(new EventStoreException("append", new AssertionError("closed"))))
                    .isEqualTo(StoreFault.PASSING);
        }
    }

    @Nested
    class AnythingElse {
        @Test
        void comesBackEveryTime() {
            assertThat(StoreFault.of(new EventStoreException("append", new SQLException("too long", "22001"))))
                    .isEqualTo(StoreFault.NONE);
            assertThat(StoreFault.of(new IllegalStateException("ours"))).isEqualTo(StoreFault.NONE);
        }
    }
}
