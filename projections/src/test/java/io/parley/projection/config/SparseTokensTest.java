package io.parley.projection.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.embedded.postgres.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real PostgreSQL. */
class SparseTokensTest {
    private static final String GROUP = "group";
    /** The first of two. */
    private static final Segment EVEN = Segment.computeSegment(0, 0, 1);

    private static EmbeddedPostgresServer postgres;
    private static ConnectionProvider connections;

    private final JdbcTokenStore tokens = sparse("here", Duration.ofHours(1));

    @BeforeAll
    static void start(@TempDir Path home) throws SQLException {
        postgres = EmbeddedPostgresServer.start(home, progress -> {});
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        connections = source::getConnection;
        try (Connection connection = source.getConnection();
                PreparedStatement table =
                        PostgresTokenTableFactory.INSTANCE.createTable(connection, new TokenSchema())) {
            table.execute();
        }
    }

    @AfterAll
    static void stop() {
        postgres.stop();
    }

    @BeforeEach
    void claim() throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement all = connection.prepareStatement("delete from TokenEntry")) {
            all.execute();
        }
        tokens.initializeTokenSegments(GROUP, 2);
        tokens.fetchToken(GROUP, 0);
        tokens.storeToken(at(1), GROUP, 0);
    }

    @Nested
    class AToken {
        @Test
        void isStoredAtOnceWhereNoneWasBefore() {
            assertThat(stored()).isEqualTo(at(1));
        }

        @Test
        void waitsBehindOneThatWasStoredJustNow() {
            tokens.storeToken(at(2), GROUP, 0);
            assertThat(stored()).isEqualTo(at(1));
        }

        @Test
        void isStoredAfterThePause() {
            JdbcTokenStore unpaused = sparse("here", Duration.ZERO);
            unpaused.storeToken(at(2), GROUP, 0);
            unpaused.storeToken(at(3), GROUP, 0);
            assertThat(stored()).isEqualTo(at(3));
        }

        @Test
        void thatWaitsIsStoredWithTheClaim() {
            tokens.storeToken(at(2), GROUP, 0);
            tokens.extendClaim(GROUP, 0);
            assertThat(stored()).isEqualTo(at(2));
        }

        @Test
        void thatWaitsIsStoredBeforeTheClaimIsReleased() {
            tokens.storeToken(at(2), GROUP, 0);
            tokens.releaseClaim(GROUP, 0);
            assertThat(sparse("there", Duration.ZERO).fetchToken(GROUP, 0)).isEqualTo(at(2));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void thatWaitsIsForgottenWhereTheSegmentIsClaimedAnew(boolean wholeSegment) {
            tokens.storeToken(at(2), GROUP, 0);
            assertThat(wholeSegment ? tokens.fetchToken(GROUP, EVEN) : tokens.fetchToken(GROUP, 0))
                    .isEqualTo(at(1));
            tokens.extendClaim(GROUP, 0);
            assertThat(stored()).isEqualTo(at(1));
        }

        @Test
        void neverReplacesThatOfAnotherNodeWhichTookTheSegmentOver() throws SQLException {
            tokens.storeToken(at(2), GROUP, 0);
            try (Connection connection = connections.getConnection();
                    PreparedStatement taken = connection.prepareStatement("update TokenEntry set owner = 'there'")) {
                taken.execute();
            }
            sparse("there", Duration.ZERO).storeToken(at(9), GROUP, 0);
            tokens.releaseClaim(GROUP, 0);
            assertThat(sparse("there", Duration.ZERO).fetchToken(GROUP, 0)).isEqualTo(at(9));
        }
    }

    private static TrackingToken at(long index) {
        return new GlobalSequenceTrackingToken(index);
    }

    private static @Nullable TrackingToken stored() {
        return sparse("here", Duration.ZERO).fetchToken(GROUP, 0);
    }

    private static JdbcTokenStore sparse(String node, Duration pause) {
        return new SparseTokens(
                JdbcTokenStore.builder()
                        .connectionProvider(connections)
                        .serializer(Jackson3Serializer.builder().build())
                        .nodeId(node),
                pause);
    }
}
