package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Parley;
import io.rsocket.exceptions.RejectedSetupException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EndToEnd
class SetupTest {
    private static final int HOUR = 3600;

    @Nested
    class IsRejected {
        @Test
        void withoutAToken(Parley parley) {
            assertRejected(parley, null, Parley.setup("phone"));
        }

        @Test
        void withATokenThatSomebodyElseSigned(Parley parley) {
            String token = parley.tokens().of(parley.userId("alice"));
            int signature = token.lastIndexOf('.') + 1;
            char first = token.charAt(signature) == 'A' ? 'B' : 'A';

            assertRejected(
                    parley,
                    token.substring(0, signature) + first + token.substring(signature + 1),
                    Parley.setup("phone"));
            assertRejected(parley, "not.a.token", Parley.setup("phone"));
        }

        @Test
        void withATokenThatHasExpired(Parley parley) {
            String token = parley.tokens().of(parley.userId("alice"), "chat", 1);

            await().atMost(Device.PATIENCE).untilAsserted(() -> assertRejected(parley, token, Parley.setup("phone")));
        }

        @Test
        void withoutTheScopeChat(Parley parley) {
            assertRejected(parley, parley.tokens().of(parley.userId("alice"), "audit", HOUR), Parley.setup("phone"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "not json",
                    "[]",
                    "{}",
                    "{\"protocol\":1}",
                    "{\"deviceId\":\"phone\"}",
                    "{\"deviceId\":7,\"protocol\":1}",
                    "{\"deviceId\":\"has a space\",\"protocol\":1}",
                    "{\"deviceId\":\"phone\",\"protocol\":\"1\"}",
                    "{\"deviceId\":\"phone\",\"protocol\":2}",
                })
        void withMalformedData(String setup, Parley parley) {
            assertRejected(parley, parley.tokens().of(parley.userId("alice")), setup);
        }
    }

    @Nested
    class AConnection {
        @Test
        void takesATokenWithMoreScopesThanItNeeds(Parley parley) {
            String token = parley.tokens().of(parley.userId("alice"), "chat audit", HOUR);

            Device alice = parley.connect("alice", token, Parley.setup("phone"));

            assertThat(alice.opensGroup("Lake")).isNotEmpty();
        }

        @Test
        void isClosedWhenItsTokenExpires(Parley parley) {
            String token = parley.tokens().of(parley.userId("alice"), "chat", 4);
            Device alice = parley.connect("alice", token, Parley.setup("phone"));
            assertThat(alice.opensGroup("Lake")).isNotEmpty();

            await().atMost(Device.PATIENCE).until(() -> !alice.isConnected());
        }

        @Test
        void isClosedByASecondOneOfItsDevice(Parley parley) {
            Device first = parley.device("alice", "phone");
            Device other = parley.device("alice", "laptop");
            first.opensGroup("Lake");

            Device second = parley.device("alice", "phone");

            await().atMost(Device.PATIENCE).until(() -> !first.isConnected());
            assertThat(second.opensGroup("Sea")).isNotEmpty();
            assertThat(other.isConnected()).isTrue();
        }

        @Test
        void isNotClosedByADeviceOfTheSameNameOfAnother(Parley parley) {
            Device alice = parley.device("alice", "phone");
            Device bob = parley.device("bob", "phone");

            assertThat(bob.opensDirect(alice)).isEqualTo(alice.opensDirect(bob));
        }
    }

    private static void assertRejected(Parley parley, @Nullable String token, Object setup) {
        Device device = parley.connect("alice", token, setup);

        Throwable failure = device.failure(device.asks("inbox", Map.of("limit", 1)));

        assertThat(failure).isInstanceOf(RejectedSetupException.class);
        assertThat(failure.getMessage()).doesNotContain("Exception");
    }
}
