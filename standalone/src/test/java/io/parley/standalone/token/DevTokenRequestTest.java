package io.parley.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.shared.refusal.Invalid;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevTokenRequestTest {
    @Nested
    class Parsing {
        @Test
        void fillsInWhatIsLeftOut() {
            assertThat(parse("{\"userId\":\"alice\"}")).isEqualTo(new DevTokenRequest("alice", "chat", 3600));
        }

        @Test
        void takesSeveralScopes() {
            assertThat(parse("{\"userId\":\"alice\",\"scope\":\"chat admin\",\"ttlSeconds\":1}"))
                    .isEqualTo(new DevTokenRequest("alice", "chat admin", 1));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "``|body",
                    "{|body",
                    "null|body",
                    "[]|body",
                    "{}|userId",
                    "{\"userId\":5}|userId",
                    "{\"userId\":\"a b\"}|userId",
                    "{\"userId\":\"a\",\"scope\":\"root\"}|scope",
                    "{\"userId\":\"a\",\"scope\":\"\"}|scope",
                    "{\"userId\":\"a\",\"ttlSeconds\":0}|ttlSeconds",
                    "{\"userId\":\"a\",\"ttlSeconds\":2592001}|ttlSeconds",
                    "{\"userId\":\"a\",\"ttlSeconds\":\"60\"}|ttlSeconds",
                    "{\"userId\":\"a\",\"ttlSeconds\":1.5}|ttlSeconds",
                    "{\"userId\":\"a\",\"ttlSeconds\":99999999999}|ttlSeconds"
                })
        void refusesAnythingElseAndNamesTheField(String json, String field) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> parse(json))
                    .satisfies(refusal -> assertThat(refusal.problem().field()).isEqualTo(field));
        }
    }

    private static DevTokenRequest parse(String json) {
        return DevTokenRequest.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
