package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class PacedConnectionsTest {
    private final Crowd crowd = new Crowd();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private final DisposableServer server = new PacedConnections(crowd)
            .apply(HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .doOnChannelInit((observer, channel, remote) -> accepted.incrementAndGet()))
            .handle((request, response) -> response.send())
            .bindNow();

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.disposeNow();
    }

    @Test
    void areAllTakenWhereNobodyWaits() throws Exception {
        connect(200);
        await().until(() -> accepted.get() == 200);
    }

    @Test
    void areTakenOneByOneInACrowdAndNeverNoneAtAll() throws Exception {
        crowd.watch(() -> 1_000);
        long before = System.nanoTime();
        connect(50);
        await().until(() -> accepted.get() == 50);
        // 49 times 5 looks, each 4 ms after the one before, and the first of them later.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(970));
    }

    @Test
    void areTakenMoreSlowlyWhileTheCrowdIsNew() throws Exception {
        long first = timeToTake(40);
        long later = Long.MAX_VALUE;
        for (int time = 0; time < 4; time++) {
            later = Math.min(later, timeToTake(40));
        }
        assertThat(later).isLessThan(first);
    }

    private long timeToTake(int count) throws Exception {
        long before = System.nanoTime();
        int already = accepted.get();
        connect(count);
        await().pollInterval(Duration.ofMillis(1)).until(() -> accepted.get() == already + count);
        return System.nanoTime() - before;
    }

    private void connect(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        }
    }
}
