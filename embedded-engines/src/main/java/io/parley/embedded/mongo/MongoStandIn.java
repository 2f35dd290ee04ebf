package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A MongoDB stand-in inside this process. It keeps everything in memory: views are rebuilt from the events. */
public final class MongoStandIn implements AutoCloseable {
    private final MongoServer server;
    private final int port;

    private MongoStandIn(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    public static MongoStandIn start(Consumer<String> progress) {
        return start(StandInBackend.create(), progress);
    }

    static MongoStandIn start(MongoBackend backend, Consumer<String> progress) {
        MongoServer server = new MongoServer(backend);
        CompletableFuture.runAsync(() -> server.bind("127.0.0.1", 0), MongoStandIn::afterSenders)
                .join();
        InetSocketAddress address = server.getLocalAddress();
        progress.accept("MongoDB: stand-in ready in memory on 127.0.0.1:" + address.getPort());
        return new MongoStandIn(server, address.getPort());
    }

    /** The server's threads inherit the priority of the one that binds it: no sender waits for a view. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how long a sender waits
    private static void afterSenders(Runnable task) {
        Thread thread = new Thread(task, "mongo-bind");
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/parley";
    }

    public void stop() {
        server.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}
