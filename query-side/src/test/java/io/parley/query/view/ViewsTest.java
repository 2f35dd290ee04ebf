package io.parley.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.GivenViews;
import io.parley.query.QuerySide;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "on {0}")
@MethodSource("io.parley.embedded.mongo.MongoEngine#all")
class ViewsTest {
    private static final FindInbox ANY_QUERY = new FindInbox(new UserId("ann"), 10, null);

    private final MongoEngine engine;
    private final MongoDatabase database;

    ViewsTest(MongoEngine engine) {
        this.engine = engine;
        this.database = engine.emptyDatabase();
    }

    @Nested
    class WhileTheyAreRebuilt {
        @Test
        void everyQueryAsksToComeAgain() {
            try (QuerySide querySide = new QuerySide(engine, database)) {
                Problem problem = querySide.refusal(ANY_QUERY);
                assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(problem.retryAfterMs()).isEqualTo(500);
                assertThat(problem.message()).contains("rebuilt");
            }
        }

        @Test
        void queriesAreAnsweredFromTheMomentTheyAreReady() {
            GivenViews given = new GivenViews(database).ready(false);
            try (QuerySide querySide = new QuerySide(engine, database)) {
                assertThat(querySide.refusal(ANY_QUERY).retryable()).isTrue();
                given.ready(true);
                assertThat(querySide.ask(ANY_QUERY, FindInbox.Json.class).page())
                        .asString()
                        .isEqualTo("{\"chats\":[]}");
            }
        }
    }

    @Nested
    class WithoutAServer {
        @Test
        void everyQueryAsksToComeAgain() {
            try (QuerySide querySide = new QuerySide("mongodb://127.0.0.1:1/none", 100)) {
                Problem problem = querySide.refusal(ANY_QUERY);
                assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(problem.retryable()).isTrue();
            }
        }
    }

    @Nested
    class BehindALineThatCarriesNothing {
        @Test
        void everyQueryAsksToComeAgainWellBeforeItsCallerGivesUp() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    QuerySide querySide =
                            new QuerySide("mongodb://127.0.0.1:" + silent.getLocalPort() + "/none", 1_500)) {
                long began = System.nanoTime();
                assertThat(querySide.refusal(ANY_QUERY).code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
                long again = System.nanoTime();
                assertThat(querySide.refusal(ANY_QUERY).code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Nested
    class OneSlowQuery {
        private final Views views = new Views(database, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        @BeforeEach
        void ready() {
            new GivenViews(database).ready(true);
        }

        @Test
        void isRefusedAloneWhereAnotherWasAnsweredMeanwhile() {
            try (MongoClient silent = unreachable()) {
                assertThatThrownBy(() -> views.read(() -> {
                            assertThat(views.read(this::anything)).isZero();
                            return look(silent);
                        }))
                        .isInstanceOf(Unavailable.class);
                assertThat(views.read(this::anything)).isZero();
            }
        }

        @Test
        void speaksForAllOthersWhereNoneWasAnsweredSinceItBegan() {
            try (MongoClient silent = unreachable()) {
                views.read(this::anything);
                assertThatThrownBy(() -> views.read(() -> look(silent))).isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> views.read(() -> fail("The views were asked")))
                        .isInstanceOf(Unavailable.class);
            }
        }

        @Test
        void isForgottenOnceOneThatWasUnderWayIsAnswered() {
            try (MongoClient silent = unreachable()) {
                views.read(() -> {
                    assertThatThrownBy(() -> views.read(() -> look(silent))).isInstanceOf(Unavailable.class);
                    return anything();
                });
                assertThat(views.read(this::anything)).isZero();
            }
        }

        @Test
        void thatIsOlderThanAnOutageDoesNotEndIt() {
            try (MongoClient silent = unreachable()) {
                assertThatThrownBy(() -> views.read(() -> {
                            views.read(this::anything);
                            assertThatThrownBy(() -> views.read(() -> look(silent)))
                                    .isInstanceOf(Unavailable.class);
                            return look(silent);
                        }))
                        .isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> views.read(() -> fail("The views were asked")))
                        .isInstanceOf(Unavailable.class);
            }
        }

        private long anything() {
            return look(database);
        }

        private long look(MongoClient client) {
            return look(client.getDatabase("none"));
        }

        private long look(MongoDatabase views) {
            return views.getCollection("anything").countDocuments();
        }

        /** Fails as a query does whose server is not to be found. */
        private MongoClient unreachable() {
            return MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100");
        }
    }
}
