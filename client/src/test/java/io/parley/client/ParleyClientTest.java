package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class ParleyClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stops() {
        server.close();
    }

    @Nested
    class ARequest {
        @Test
        void carriesItsRouteAndItsData() {
            JsonNode echo = value(connect(FakeServer.TOKEN).inbox(20));

            assertThat(echo.path("route").asString()).isEqualTo("inbox");
            assertThat(echo.path("asked").path("limit").asInt()).isEqualTo(20);
        }

        @Test
        void failsWithTheServersProblem() {
            ParleyClient client = connect(FakeServer.TOKEN);

            assertThatThrownBy(() -> client.request("unknown", Json.object()).block(PATIENCE))
                    .isInstanceOfSatisfying(
                            ParleyProblem.class, it -> assertThat(it.code()).isEqualTo("NOT_FOUND"));
        }

        @Test
        void failsWhereTheSetupWasRejected() {
            ParleyClient client = connect("another.token");

            assertThatThrownBy(() -> client.inbox(20).block(PATIENCE))
                    .isInstanceOfSatisfying(
                            ParleyProblem.class, it -> assertThat(it.code()).isEqualTo("REJECTED_SETUP"));
        }
    }

    @Nested
    class AStream {
        @Test
        void asksTheServerForNoMoreThanItsSubscriberDoes() {
            BaseSubscriber<JsonNode> reader = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(3);
                }
            };
            connect(FakeServer.TOKEN).events(Map.of()).subscribe(reader);

            await().until(() -> server.demanded.get() == 3);
            reader.request(4);
            await().until(() -> server.demanded.get() == 7);
        }
    }

    @Test
    void manyDevicesShareOneThread() {
        for (int device = 0; device < 20; device++) {
            value(connect(FakeServer.TOKEN).inbox(1));
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("parley-client"))
                .hasSize(1);
    }

    private ParleyClient connect(String token) {
        return value(ParleyClient.connect(server.uri(), token, "phone"));
    }

    private static <T> T value(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE));
    }
}
