package io.parley.load.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerMemoryTest {
    @Test
    void readsTheSumBelowAHistogram() throws IOException {
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         12345        6789012  [B (java.base@17)
                   2:           100           2400  io.parley.Total
                Total        123456       98765432
                """;

        assertThat(ServerMemory.heapBytes(histogram)).isEqualTo(98_765_432);
    }

    @Test
    void readsTheShareOfResidentMemory() throws IOException {
        String rollup = "00400000-7ffd [rollup]\nRss:   900 kB\nPss:   512 kB\nPss_Anon:  5 kB\n";

        assertThat(ServerMemory.pssBytes(rollup)).isEqualTo(512 * 1024);
    }

    @Test
    void saysWhatIsMissingWhereNothingWasCounted() {
        assertThatThrownBy(() -> ServerMemory.heapBytes("1234: no such process\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such process");
    }
}
