package io.parley.projection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line to a server on this machine that can be cut, or stalled: then it takes connections and carries nothing. */
public final class Line implements AutoCloseable {
    private final int target;
    private final ServerSocket listening;
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean stalled;

    public Line(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        pumps.execute(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections, and new ones at once. Keeps the port, which another program could take meanwhile. */
    public void cut() {
        cut = true;
        sockets.forEach(Line::close);
    }

    /** Carries nothing from now on; what is connected stays so. */
    public void stall() {
        stalled = true;
    }

    /** Carries new connections. Those that were stalled are lost, as behind a router that forgot them. */
    public void restore() {
        sockets.forEach(Line::close);
        stalled = false;
        cut = false;
    }

    @Override
    public void close() {
        close(listening);
        cut();
        pumps.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (cut) {
                    close(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            close(listening);
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(upstream);
        pumps.execute(() -> pump(client, upstream));
        pumps.execute(() -> pump(upstream, client));
    }

    private void pump(Socket from, Socket to) {
        byte[] chunk = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (!stalled) {
                    out.write(chunk, 0, read);
                }
            }
        } catch (IOException closed) {
            // One side hung up; closing both is all there is to do.
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception unused) {
            // It is as good as closed.
        }
    }
}
