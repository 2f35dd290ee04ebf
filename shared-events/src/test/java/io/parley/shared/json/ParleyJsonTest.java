package io.parley.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class ParleyJsonTest {
    record Request(
            @Nullable String text,
            @Nullable Integer limit,
            @Nullable Boolean on,
            @Nullable ReceiptType type) {}

    @Nested
    class Reading {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"text\":5}",
                    "{\"text\":true}",
                    "{\"limit\":\"5\"}",
                    "{\"limit\":1.5}",
                    "{\"limit\":99999999999}",
                    "{\"on\":\"true\"}",
                    "{\"on\":1}",
                    "{\"type\":0}",
                    "{\"type\":\"SEEN\"}",
                    "{\"text\":\"a\",\"text\":\"b\"}",
                    "{} {}",
                    "{",
                    "[]"
                })
        void guessesNothing(String json) {
            assertThatThrownBy(() -> ParleyJson.mapper().readValue(json, Request.class))
                    .isInstanceOf(JacksonException.class);
        }

        @Test
        void skipsFieldsThatItDoesNotKnow() {
            assertThat(ParleyJson.mapper().readValue("{\"limit\":7,\"new\":{\"a\":[1]}}", Request.class))
                    .isEqualTo(new Request(null, 7, null, null));
        }
    }

    @Nested
    class Writing {
        @Test
        void givesInstantsTheirOwnSecondAndMillisecond() {
            for (long millis = -2_000; millis < 3_000; millis += 7) {
                Instant instant = Instant.ofEpochMilli(millis * millis * millis);
                String written = ParleyJson.mapper().writeValueAsString(instant);
                assertThat(written).matches("\"[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z\"");
                assertThat(Instant.parse(written.replace("\"", ""))).isEqualTo(instant);
            }
        }

        @Test
        void givesInstantsThreeDecimalsEvenWhenTheyAreZero() {
            assertThat(ParleyJson.mapper().writeValueAsString(Instant.parse("2026-01-02T03:04:05Z")))
                    .isEqualTo("\"2026-01-02T03:04:05.000Z\"");
        }
    }
}
