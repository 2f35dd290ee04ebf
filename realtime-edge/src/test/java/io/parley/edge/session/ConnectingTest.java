package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.json.ParleyJson;
import io.rsocket.exceptions.RejectedSetupException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConnectingTest extends EdgeTest {
    @Nested
    class IsRefused {
        @Test
        void withoutAToken() {
            assertThat(rejection(device("ada").token(null)).get("code").asString())
                    .isEqualTo("UNAUTHENTICATED");
        }

        @Test
        void withAnExpiredToken() {
            String expired = tokens.of("ada", "chat", Duration.ofMinutes(-5));
            assertThat(rejection(device("ada").token(expired)).get("code").asString())
                    .isEqualTo("UNAUTHENTICATED");
        }

        @Test
        void withATokenThatIsNone() {
            assertThat(rejection(device("ada").token("not.a.token")).get("code").asString())
                    .isEqualTo("UNAUTHENTICATED");
        }

        @Test
        void withoutTheScopeChat() {
            String audit = tokens.of("ada", "audit chatter", Duration.ofHours(1));
            assertThat(rejection(device("ada").token(audit)).get("code").asString())
                    .isEqualTo("FORBIDDEN");
        }

        @Test
        void forASubjectThatIsNoUserId() {
            assertThat(rejection(device("no such user")).get("code").asString()).isEqualTo("UNAUTHENTICATED");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"deviceId\":\"phone\",\"protocol\":2}|protocol",
                    "{\"deviceId\":\"phone\"}|protocol",
                    "{\"deviceId\":\"phone\",\"protocol\":\"1\"}|protocol",
                    "{\"protocol\":1}|deviceId",
                    "{\"deviceId\":7,\"protocol\":1}|deviceId",
                    "{\"deviceId\":\"my phone\",\"protocol\":1}|deviceId",
                })
        void withSetupDataAtFault(String data, String field) {
            JsonNode problem = rejection(device("ada").setup(data));
            assertThat(problem.get("code").asString()).isEqualTo("INVALID");
            assertThat(problem.get("field").asString()).isEqualTo(field);
        }

        @Test
        void withSetupDataThatIsNoJson() {
            assertThat(rejection(device("ada").setup("phone")).get("code").asString())
                    .isEqualTo("INVALID");
        }

        @Test
        void withUnknownMimeTypes() {
            assertThat(rejection(device("ada").dataMimeType("text/plain"))
                            .get("code")
                            .asString())
                    .isEqualTo("INVALID");
            assertThat(rejection(device("ada").metadataMimeType("message/x.rsocket.routing.v0"))
                            .get("code")
                            .asString())
                    .isEqualTo("INVALID");
        }

        @Test
        void fromAPageOfAnotherOrigin() {
            assertThatThrownBy(
                            () -> device("ada").origin("https://evil.example").connect())
                    .hasMessageContaining("403");
        }
    }

    @Nested
    class IsWelcome {
        @Test
        void fromAPageOfAnAllowedOriginOrItsOwn() {
            device("ada").origin("https://chat.example.org").connect().close();
            device("ada").origin("http://127.0.0.1:" + port).connect().close();
        }

        @Test
        void inCbor() {
            try (Device ada = device("ada").cbor().connect()) {
                assertThat(ada.createGroup()).startsWith("g");
            }
        }
    }

    @Nested
    class Ends {
        @Test
        void whenTheTokenExpires() {
            // The decoder grants a minute of clock skew, the connection none.
            try (Device ada = device("ada")
                    .token(tokens.of("ada", "chat", Duration.ofSeconds(2)))
                    .connect()) {
                Awaitility.await()
                        .atMost(10, TimeUnit.SECONDS)
                        .until(() -> ada.socket().isDisposed());
            }
        }

        @Test
        void whenTheDeviceConnectsAgain() {
            try (Device first = device("ada").deviceId("phone").connect();
                    Device other = device("ada").deviceId("tablet").connect();
                    Device second = device("ada").deviceId("phone").connect()) {
                Awaitility.await()
                        .atMost(10, TimeUnit.SECONDS)
                        .until(() -> first.socket().isDisposed());
                assertThat(second.ask("inbox", Map.of("limit", 10)).has("chats"))
                        .isTrue();
                assertThat(other.socket().isDisposed()).isFalse();
            }
        }
    }

    private static JsonNode rejection(Device.Builder device) {
        try (Device connected = device.connect()) {
            Throwable reason = connected
                    .socket()
                    .onClose()
                    .materialize()
                    .mapNotNull(signal -> signal.getThrowable())
                    .block(Duration.ofSeconds(10));
            assertThat(reason).isInstanceOf(RejectedSetupException.class);
            return ParleyJson.mapper().readTree(String.valueOf(reason == null ? null : reason.getMessage()));
        }
    }
}
