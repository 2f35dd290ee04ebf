package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.rsocket.frame.KeepAliveFrameCodec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A phone in a pocket: it follows its chats and sends nothing but KEEPALIVE. */
class KeepAliveTest extends EdgeTest {
    private static final Duration SILENT_AFTER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SIGNS = Duration.ofMillis(300);

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private ConfigurableApplicationContext node;

    @BeforeEach
    void startANodeOfLittlePatience() {
        node = anotherNode("parley.edge.silent-after=" + SILENT_AFTER.toMillis() + "ms");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void keepsAConnectionWhereOneThatSaysNothingIsClosed() {
        try (Device pia = device("pia").connect();
                Device pocket = deviceAt(node, "pia").deviceId("pocket").connect();
                Device dead = deviceAt(node, "pia").deviceId("dead").connect();
                Following inPocket = pocket.follow(Map.of())) {
            inPocket.awaitType("CAUGHT_UP");
            long began = System.nanoTime();
            await().atMost(SILENT_AFTER.multipliedBy(10))
                    .pollInterval(BETWEEN_SIGNS)
                    .until(() -> {
                        pocket.write(
                                KeepAliveFrameCodec.encode(ByteBufAllocator.DEFAULT, true, 0, Unpooled.EMPTY_BUFFER));
                        boolean longEnough = System.nanoTime() - began
                                > SILENT_AFTER.multipliedBy(3).toNanos();
                        return longEnough && dead.socket().isDisposed();
                    });
            assertThat(pocket.socket().isDisposed()).isFalse();
            String chat = pia.createGroup();
            pia.send(chat, "still there");
            assertThat(inPocket.awaitText("still there").seqs(chat)).containsExactly(0L, 1L);
        }
    }
}
