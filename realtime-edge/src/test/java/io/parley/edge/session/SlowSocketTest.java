package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.world.EdgeTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** Bytes of a frame that is not whole yet keep a connection, for a while. */
@Timeout(60)
class SlowSocketTest extends EdgeTest {
    private static final Duration SILENT_AFTER = Duration.ofSeconds(3);
    private static final Duration FRAME_WITHIN = Duration.ofSeconds(6);
    private static final int BETWEEN_BYTES_MILLIS = 100;
    /** The head of a masked binary frame of 60,000 bytes. */
    private static final byte[] LARGE_FRAME = {(byte) 0x82, (byte) 0xfe, (byte) 0xea, 0x60, 1, 2, 3, 4};

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private ConfigurableApplicationContext node;

    @BeforeEach
    void startANodeOfLittlePatience() {
        node = anotherNode(
                "parley.edge.silent-after=" + SILENT_AFTER.toMillis() + "ms",
                "parley.edge.frame-within=" + FRAME_WITHIN.toMillis() + "ms");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void thatIsSilentIsClosed() throws IOException {
        try (Socket socket = connected()) {
            assertThat(lifeOf(socket, false)).isLessThan(FRAME_WITHIN);
            assertThat(closed("silent")).isEqualTo(1);
        }
    }

    @Test
    void thatSendsAFrameByteByByteStaysUntilTheFrameShouldBeWhole() throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(LARGE_FRAME);
            assertThat(lifeOf(socket, true)).isGreaterThan(FRAME_WITHIN.minusSeconds(2));
            assertThat(closed("slow")).isEqualTo(1);
        }
    }

    /** How long it takes the server to close it, while a byte is sent now and then or not. */
    private static Duration lifeOf(Socket socket, boolean sends) throws IOException {
        Instant began = Instant.now();
        socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
        while (!isAtEnd(socket)) {
            if (sends) {
                sendAByte(socket);
            }
        }
        return Duration.between(began, Instant.now());
    }

    private static boolean isAtEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        } catch (SocketException closed) {
            return true;
        }
    }

    private static void sendAByte(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(7);
        } catch (SocketException closed) {
            assertThat(isAtEnd(socket)).isTrue();
        }
    }

    private double closed(String reason) {
        return node.getBean(MeterRegistry.class)
                .counter("parley.device.closed", "reason", reason)
                .count();
    }

    private Socket connected() throws IOException {
        int itsPort = node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), itsPort);
        String upgrade = String.join(
                "\r\n",
                "GET /ws/connect HTTP/1.1",
                "Host: localhost:" + itsPort,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
        assertThat(head(socket.getInputStream())).contains("101");
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }
}
