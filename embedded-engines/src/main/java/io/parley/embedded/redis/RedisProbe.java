package io.parley.embedded.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks who answers on a port: another program may have taken it in the meantime. */
final class RedisProbe {
    private static final int TIMEOUT_MILLIS = 500;
    private static final String PROCESS_ID = "process_id:";

    private RedisProbe() {}

    /** The process id of the Redis that answers there, if one does. */
    static Optional<Long> processAt(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
            return processId(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException | NumberFormatException notYet) {
            return Optional.empty();
        }
    }

    private static Optional<Long> processId(BufferedReader answer) throws IOException {
        for (String line = answer.readLine(); line != null; line = answer.readLine()) {
            if (line.startsWith(PROCESS_ID)) {
                return Optional.of(
                        Long.valueOf(line.substring(PROCESS_ID.length()).strip()));
            }
        }
        return Optional.empty();
    }
}
