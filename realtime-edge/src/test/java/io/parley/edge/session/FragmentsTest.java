package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.json.ParleyJson;
import io.rsocket.frame.CancelFrameCodec;
import io.rsocket.frame.PayloadFrameCodec;
import io.rsocket.frame.RequestFireAndForgetFrameCodec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FragmentsTest extends EdgeTest {
    private static final int MEGABYTE = 1_000_000;
    private Device mal;

    @BeforeEach
    void connect() {
        mal = device("mal").connect();
    }

    @AfterEach
    void disconnect() {
        mal.close();
    }

    @Nested
    class EndTheConnection {
        @Test
        void ofRequestsThatAreNeverFinishedWhileOthersGoOn() {
            try (Device zoe = device("zoe").connect();
                    Following atZoe = zoe.follow(Map.of())) {
                String chat = zoe.createGroup();
                for (int id = 1001; id < 1101; id += 2) {
                    mal.write(begin(id, MEGABYTE));
                }
                // The rest of what is on its way may meet a closed socket before the reason is read.
                Awaitility.await()
                        .atMost(10, TimeUnit.SECONDS)
                        .until(() -> mal.socket().isDisposed());
                zoe.send(chat, "undisturbed");
                atZoe.awaitText("undisturbed");
            }
        }

        @Test
        void ofMoreThanSixteenSmallOnes() {
            for (int id = 1001; id < 1001 + 17 * 2; id += 2) {
                mal.write(begin(id, 10));
            }
            assertThat(farewell()).isEqualTo("OVERRUN");
        }

        @Test
        void ofMoreThanAMebibyteOfOneRequest() {
            mal.write(begin(1001, MEGABYTE));
            mal.write(more(1001, 100_000, true));
            assertThat(farewell()).isEqualTo("TOO_LARGE");
        }

        @Test
        void thatAreTooSmall() {
            mal.write(begin(1001, 100));
            mal.write(more(1001, 3, true));
            assertThat(farewell()).isEqualTo("INVALID");
        }

        @Test
        void ofARequestOnAStreamThatIsOpenAlready() {
            mal.write(begin(1001, 100));
            mal.write(begin(1001, 100));
            assertThat(farewell()).isEqualTo("INVALID");
        }
    }

    @Nested
    class AreTaken {
        @Test
        void togetherAsOneRequest() {
            try (Device ned = device("ned").fragment(64).connect()) {
                String chat = ned.createGroup();
                for (int i = 1; i <= 20; i++) {
                    assertThat(ned.send(chat, "long ".repeat(1_000)).get("seq").asInt())
                            .isEqualTo(i);
                }
            }
        }

        @Test
        void forEverWhereRequestsAreFinishedOrCancelled() {
            for (int id = 1001; id < 1101; id += 4) {
                mal.write(begin(id, MEGABYTE));
                mal.write(more(id, 10, false));
                mal.write(begin(id + 2, MEGABYTE));
                mal.write(CancelFrameCodec.encode(ByteBufAllocator.DEFAULT, id + 2));
            }
            assertThat(mal.ask("inbox", Map.of("limit", 1)).has("chats")).isTrue();
        }
    }

    private static ByteBuf begin(int streamId, int bytes) {
        return RequestFireAndForgetFrameCodec.encode(
                ByteBufAllocator.DEFAULT, streamId, true, Unpooled.EMPTY_BUFFER, zeros(bytes));
    }

    private static ByteBuf more(int streamId, int bytes, boolean follows) {
        return PayloadFrameCodec.encode(ByteBufAllocator.DEFAULT, streamId, follows, false, true, null, zeros(bytes));
    }

    private static ByteBuf zeros(int bytes) {
        return Unpooled.wrappedBuffer(new byte[bytes]);
    }

    private String farewell() {
        Throwable reason = mal.socket()
                .onClose()
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block(Duration.ofSeconds(10));
        assertThat(reason).isNotNull();
        return ParleyJson.mapper()
                .readTree(String.valueOf(reason == null ? null : reason.getMessage()))
                .get("code")
                .asString();
    }
}
