package io.parley.engines.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresPropertiesTest {
    @Nested
    class TheAddressForMessages {
        @Test
        void holdsNoPassword() {
            String url = "jdbc:postgresql://db:5432/parley?user=parley&password=secret";
            assertThat(new PostgresProperties(url, null, null, 1).address())
                    .isEqualTo("jdbc:postgresql://db:5432/parley");
        }
    }
}
