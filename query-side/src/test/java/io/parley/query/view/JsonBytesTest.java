package io.parley.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.json.ParleyJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @Nested
    class AText {
        @Test
        void isWrittenAsJacksonWritesIt() {
            for (char c = 0; c < 0x100; c++) {
                assertSame("a" + c + "b");
            }
            assertSame("");
            assertSame("\"\\\n\u0001");
            assertSame("Grüß dich 👋 – 日本語 \u2028");
        }

        @Test
        void isWrittenAsJacksonWritesItWhateverItHolds() {
            Random random = new Random(11);
            for (int round = 0; round < 2_000; round++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    text.appendCodePoint(
                            switch (random.nextInt(4)) {
                                case 0 -> random.nextInt(' ');
                                case 1 -> random.nextInt(0x80);
                                case 2 -> random.nextInt(0xD800);
                                default -> 0x1F400 + random.nextInt(0x100);
                            });
                }
                assertSame(text.toString());
            }
        }

        private static void assertSame(String text) {
            String expected = new String(ParleyJson.mapper().writeValueAsBytes(text), StandardCharsets.UTF_8);
            assertThat(string(new JsonBytes(0).text(text))).isEqualTo(expected);
            assertThat(string(new JsonBytes(0).text(text.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(expected);
            assertThat(string(new JsonBytes(0).id(text))).isEqualTo(expected);
        }
    }

    @Test
    void bytesThatAreNoTextStillMakeOne() {
        byte[] broken = {'a', (byte) 0xC3, '"'};
        assertThat(string(new JsonBytes(0).text(broken))).isEqualTo("\"a\uFFFD\\\"\"");
    }

    @Test
    void valuesStandOneAfterTheOther() {
        assertThat(array()).isEqualTo("[]");
        assertThat(array("1")).isEqualTo("[1]");
        assertThat(array("1", "{}", "\"x\"")).isEqualTo("[1,{},\"x\"]");
    }

    private static String array(String... values) {
        List<byte[]> all = List.of(values).stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        return string(new JsonBytes(0).array(all));
    }

    private static String string(JsonBytes json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
