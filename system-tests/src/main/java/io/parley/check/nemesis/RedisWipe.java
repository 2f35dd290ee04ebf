package io.parley.check.nemesis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** FLUSHALL: all that Redis knew is gone, and it goes on as if nothing had been. */
final class RedisWipe {
    private static final String OK = "+OK";
    private static final int TIMEOUT_MILLIS = 6_000;

    private RedisWipe() {}

    /** Whether it was there and did so. */
    static boolean at(Optional<Integer> port) {
        if (port.isEmpty()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.get()), TIMEOUT_MILLIS);
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(OK.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(OK);
        } catch (IOException down) {
            return false;
        }
    }
}
