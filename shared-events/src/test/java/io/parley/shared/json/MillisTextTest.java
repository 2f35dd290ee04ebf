package io.parley.shared.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillisTextTest {
    @Nested
    class Reading {
        @Test
        void givesWhatWasWritten() {
            Random random = new Random(5);
            for (int i = 0; i < 5_000; i++) {
                Instant instant = Instant.ofEpochMilli(random.nextLong(250_000_000_000_000L) - 60_000_000_000_000L);
                assertThat(MillisText.read(MillisText.of(instant))).isEqualTo(instant);
                assertThat(MillisText.read(MillisText.of(instant.plusMillis(1))))
                        .isEqualTo(instant.plusMillis(1));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "2026-01-02T03:04:05Z",
                    "2026-01-02T03:04:05.06Z",
                    "2026-01-02T03:04:05.0600Z",
                    "2026-01-02T03:04:05.060+",
                    "2026-01-02T03:04:05.+60Z",
                    "2026-01-02T03:04:05,060Z",
                    "2026-01-02t03:04:05.060Z",
                    "2026-02-30T03:04:05.060Z",
                    "2026-01-02T24:00:00.000Z",
                    "2026-12-31T23:59:60.000Z",
                    "+026-01-02T03:04:05.060Z"
                })
        void leavesEveryOtherFormToOthers(String text) {
            MillisText.read("2026-01-02T03:04:05.060Z");
            assertThat(MillisText.read(text)).isNull();
        }
    }

    @Nested
    class InJson {
        @ParameterizedTest
        @ValueSource(strings = {"2026-01-02T03:04:05.060Z", "2026-01-02T03:04:05.06Z", "2026-01-02T04:04:05.060+01:00"})
        void everyFormOfAnInstantIsRead(String text) {
            assertThat(ParleyJson.mapper().readValue('"' + text + '"', Instant.class))
                    .isEqualTo(Instant.parse("2026-01-02T03:04:05.060Z"));
        }
    }
}
