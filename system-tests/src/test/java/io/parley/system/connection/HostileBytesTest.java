package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Parley;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@EndToEnd
class HostileBytesTest {
    private static final int TWO_MIB = 2 << 20;

    @Test
    void costTheirConnectionAndNobodyElses(Parley parley) {
        Device alice = parley.device("alice");
        EventStream stream = alice.events();
        stream.awaits("CAUGHT_UP");
        Random random = new Random(7);

        IntStream.of(0, 1, 6, 64, 4096, 60_000).forEach(size -> {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            assertThat(closesAfter(parley, bytes))
                    .as("closed after %s bytes", size)
                    .isTrue();
        });

        stream.awaits(alice.opensGroup("all quiet"), 0);
    }

    @Test
    void inAFrameAbove1MiBCostTheConnectionAlone(Parley parley) {
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");

        Throwable failure = bob.failure(bob.asks("message.send", "{\"text\":\"" + "x".repeat(TWO_MIB) + "\"}"));

        assertThat(failure).isNotNull();
        assertThat(alice.opensGroup("all quiet")).isNotEmpty();
    }

    private static boolean closesAfter(Parley parley, byte[] bytes) {
        Closing closing = new Closing();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(parley.endpoint(), closing)
                .join();
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        await().atMost(Device.PATIENCE).until(() -> closing.closed.get() || !takesAPing(socket));
        return true;
    }

    /** The client now and then overlooks the end of a connection that came right behind a frame. */
    private static boolean takesAPing(WebSocket socket) {
        return socket.sendPing(ByteBuffer.allocate(1))
                .handle((sent, failure) -> failure == null)
                .join();
    }

    private static final class Closing implements WebSocket.Listener {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        @SuppressWarnings("NullAway") // The interface's way to say: taken.
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.set(true);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.set(true);
        }
    }
}
