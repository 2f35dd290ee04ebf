package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.shared.refusal.Invalid;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventsRequestTest {
    @Nested
    class ACursorOutOfItsRange {
        @Test
        void isRefusedNamingIt() {
            assertThat(fieldRefused("c1")).isEqualTo("cursors.c1");
        }

        @Test
        void isNotRepeatedBeyondTheLengthOfAnId() {
            assertThat(fieldRefused("x".repeat(1_000_000))).hasSize("cursors.".length() + 64);
        }

        private static String fieldRefused(String chatId) {
            EventsRequest request = new EventsRequest(Map.of(chatId, -2L), null, null);
            return String.valueOf(catchThrowableOfType(Invalid.class, request::checked)
                    .problem()
                    .field());
        }
    }
}
