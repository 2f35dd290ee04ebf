package io.parley.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.parley.client.Json;
import io.parley.load.measure.MessageNumbers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeScannerTest {
    private static final MessageNumbers NUMBERS = new MessageNumbers(99);

    private final EnvelopeScanner scanner = new EnvelopeScanner();

    private EnvelopeScanner scan(String json) {
        return scanner.scan(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
    }

    private static String id(long number) {
        return NUMBERS.text(number);
    }

    @Nested
    class Messages {
        @Test
        void areKnownWithTheirPlaceAndNumber() {
            scan("{\"type\":\"MESSAGE\",\"chatId\":\"g7\",\"seq\":1234,\"clientMsgId\":\"" + id(56)
                    + "\",\"text\":\"a\"}");

            assertThat(scanner.isMessage()).isTrue();
            assertThat(scanner.seq()).isEqualTo(1234);
            assertThat(scanner.number(NUMBERS)).isEqualTo(56);
        }

        @Test
        void areKnownInAnyOrderOfFieldsAndAroundAnyValue() {
            scan("{\"text\":\"\\\"seq\\\":1, \\\\\",\"mentions\":[\"}\",{\"seq\":2}], \"encrypted\" : false ,"
                    + " \"clientMsgId\" : \"" + id(7) + "\" , \"at\":null,\"seq\" : 3 ,\"type\" : \"MESSAGE\" }");

            assertThat(scanner.isMessage()).isTrue();
            assertThat(scanner.seq()).isEqualTo(3);
            assertThat(scanner.number(NUMBERS)).isEqualTo(7);
        }

        @Test
        void ofOthersHaveNoNumberOfThisRun() {
            scan("{\"type\":\"MESSAGE\",\"seq\":1,\"clientMsgId\":\"" + new MessageNumbers(100).text(7) + "\"}");

            assertThat(scanner.number(NUMBERS)).isEqualTo(-1);
        }
    }

    @Test
    void anAckHasNoTypeAndIsReadAllTheSame() {
        scan("{\"clientMsgId\":\"" + id(8) + "\",\"messageId\":\"g7.1\",\"chatId\":\"g7\",\"seq\":1,\"sentAt\":\"…\"}");

        assertThat(scanner.isMessage()).isFalse();
        assertThat(scanner.seq()).isEqualTo(1);
        assertThat(scanner.number(NUMBERS)).isEqualTo(8);
    }

    @Test
    void caughtUpIsToldFromOtherTypes() {
        assertThat(scan("{\"type\":\"CAUGHT_UP\",\"chats\":2}").isCaughtUp()).isTrue();
        assertThat(scan("{\"type\":\"RECEIPT\",\"upTo\":2}").isCaughtUp()).isFalse();
    }

    @Test
    void nothingOfTheEnvelopeBeforeIsLeft() {
        scan("{\"type\":\"MESSAGE\",\"seq\":9,\"clientMsgId\":\"" + id(9) + "\"}");
        scan("{\"type\":\"MESSAGE\"}");

        assertThat(scanner.seq()).isEqualTo(-1);
        assertThat(scanner.number(NUMBERS)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}", "{\"type", "{\"type\":", "{\"type\":\"MES\\", "[", "{\"seq\":}", "{\"a\":[1,"})
    void whatIsBrokenIsNoMessageAndNoHarm(String json) {
        assertThat(scan(json).isMessage()).isFalse();
        assertThat(scanner.seq()).isLessThanOrEqualTo(0);
    }

    @Test
    void aRequestReadsBackWithTheNumberThatWasPutIn() {
        MessageRequest request = new MessageRequest("g7", 300);
        request.payload(NUMBERS, 1).release();
        var payload = request.payload(NUMBERS, 2);

        String json = payload.getDataUtf8();

        assertThat(json).contains("\"clientMsgId\":\"" + id(2) + "\"", "\"chatId\":\"g7\"");
        assertThat(Json.read(json).path("text").asString()).hasSize(300);
        payload.release();
    }
}
