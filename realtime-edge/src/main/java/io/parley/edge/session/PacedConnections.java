package io.parley.edge.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Takes new connections no faster than this node gets through what those before them ask for. In a crowd the rest wait
 * where waiting costs nothing, in the kernel's queue, and not in front of what connected devices send. Only the node's
 * own work counts, never what a device has yet to say, and a few are taken all the same: nobody can hold the door shut.
 */
@Component
final class PacedConnections implements NettyServerCustomizer {
    /** As many as most kernels let wait. */
    private static final int WAITING = 4_096;

    private static final long LOOK_NANOS = 4_000_000;
    /** Between the first of a crowd: what they are the first to need is not compiled, cached or connected yet. */
    private static final long FIRST_NANOS = 16_000_000;
    /** By so much of itself that time becomes shorter with each. */
    private static final int FASTER = 64;
    /** After so long without anyone, the next are the first again. */
    private static final long QUIET_NANOS = 10_000_000_000L;
    /** So late comes what is due on an event loop where processors are short. */
    private static final long LATE_NANOS = 1_000_000;

    private static final int LOOKS = 5;

    private final Crowd crowd;

    PacedConnections(Crowd crowd) {
        this.crowd = crowd;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.option(ChannelOption.SO_BACKLOG, WAITING)
                .doOnBound(bound -> bound.channel().pipeline().addFirst(new Pace()));
    }

    private final class Pace extends ChannelInboundHandlerAdapter {
        private long pause = FIRST_NANOS;
        private long latest = System.nanoTime();

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            server.fireChannelRead(accepted);
            if (accepted instanceof Channel connection) {
                server.channel().config().setAutoRead(false);
                look(server.channel(), connection.eventLoop(), pause(), LOOKS);
            }
        }

        private long pause() {
            long now = System.nanoTime();
            pause = now - latest > QUIET_NANOS ? FIRST_NANOS : Math.max(LOOK_NANOS, pause - pause / FASTER);
            latest = now;
            return pause;
        }

        private void look(Channel server, EventLoop loop, long nanos, int looks) {
            long due = System.nanoTime() + nanos;
            var unused = loop.schedule(
                    () -> {
                        boolean isBusy = System.nanoTime() - due > LATE_NANOS || !crowd.isSmall();
                        if (isBusy && looks > 1) {
                            look(server, loop, LOOK_NANOS, looks - 1);
                        } else {
                            server.config().setAutoRead(true);
                        }
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }
    }
}
