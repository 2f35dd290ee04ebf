package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.parley.edge.wire.Format;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.member.UserId;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class DeviceConnectionsTest extends EdgeTest {
    @Autowired
    private RedissonClient redis;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Nested
    class ThatCannotBeToldWhyTheyEnd {
        @Test
        void makeRoomForTheNewestAllTheSame() {
            DeviceConnections connections = connections();
            Socket former = open(connections, "one", "phone");
            Socket newest = open(connections, "two", "phone");
            assertThat(former.isDisposed()).isTrue();
            assertThat(newest.isDisposed()).isFalse();
            newest.dispose();
            assertThat(open()).isZero();
        }

        @Test
        void keepBackNoOtherWhereTheServerStops() {
            DeviceConnections connections = connections();
            Socket one = open(connections, "one", "phone");
            Socket two = open(connections, "two", "desk");
            connections.endAll();
            assertThat(one.isDisposed()).isTrue();
            assertThat(two.isDisposed()).isTrue();
            assertThat(open()).isZero();
        }
    }

    private DeviceConnections connections() {
        return new DeviceConnections(redis, new NodeId("of.a.test"), Clock.systemUTC(), meters);
    }

    private double open() {
        return meters.get("parley.device.connections").gauge().value();
    }

    private Socket open(DeviceConnections connections, String id, String device) {
        Socket socket = new Socket();
        SocketOutlet outlet = new SocketOutlet(new EmbeddedChannel(), () -> {});
        Session session = new Session(id, new UserId("untold"), device, Format.JSON, null, outlet);
        connections.open(session, new DeviceConnection(socket, outlet, new FragmentMemory(new SimpleMeterRegistry())));
        return socket;
    }

    /** Whose other side can be told nothing. */
    private static final class Socket implements DuplexConnection {
        private final Sinks.Empty<Void> closed = Sinks.empty();
        private boolean disposed;

        @Override
        public void sendFrame(int streamId, ByteBuf frame) {
            frame.release();
        }

        @Override
        public void sendErrorAndClose(RSocketErrorException error) {
            throw new StackOverflowError("planted");
        }

        @Override
        public Flux<ByteBuf> receive() {
            return Flux.never();
        }

        @Override
        public ByteBufAllocator alloc() {
            return ByteBufAllocator.DEFAULT;
        }

        @Override
        public SocketAddress remoteAddress() {
            return InetSocketAddress.createUnresolved("localhost", 1);
        }

        @Override
        public Mono<Void> onClose() {
            return closed.asMono();
        }

        @Override
        public void dispose() {
            disposed = true;
            closed.tryEmitEmpty();
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }
}
