package io.parley.system.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A line to the server that can be stalled: what the server sends is then left in the sockets, as a dead phone does. */
public final class StallingLine implements AutoCloseable {
    private static final int CHUNK = 8 * 1024;

    private final URI server;
    private final ServerSocket listening;
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final Semaphore flowing = new Semaphore(1);

    public StallingLine(URI server) {
        this.server = server;
        try {
            listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        pumps.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create("ws://localhost:" + listening.getLocalPort() + "/ws/connect");
    }

    /** Reads nothing more from the server. */
    public void stall() {
        flowing.acquireUninterruptibly();
    }

    public void flow() {
        flowing.release();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        pumps.shutdownNow();
    }

    private void accept() {
        try {
            Socket device = listening.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
            pumps.execute(() -> pump(device, upstream, false));
            pumps.execute(() -> pump(upstream, device, true));
        } catch (IOException closed) {
            closeQuietly(listening);
        }
    }

    private void pump(Socket from, Socket to, boolean stalls) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (stalls) {
                    flowing.acquireUninterruptibly();
                    flowing.release();
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException closed) {
            // One side hung up; closing both is all there is to do.
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException unused) {
            // It is as good as closed.
        }
    }
}
