package io.parley.embedded.home;

import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
public final class Ports {
    private Ports() {}

    /** A port on the loopback address that nobody listens on now. Another program may take it before its use. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no TCP port is free", e);
        }
    }

    /** Refuses a port that is taken, naming who holds it. */
    public static void requireFree(int port, String remedy) {
        if (!isFree(port)) {
            throw new StartRefused(
                    "Port " + port + " is already in use by " + PortHolder.of(port) + "; " + remedy + ".");
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
