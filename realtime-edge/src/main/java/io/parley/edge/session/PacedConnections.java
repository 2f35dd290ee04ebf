package io.parley.edge.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Takes new connections no faster than the event loops get through what is there already: a few, and the next when the
 * loops have come round. In a crowd the rest wait where waiting costs nothing, in the kernel's queue, and not in front
 * of what connected devices send.
 */
@Component
final class PacedConnections implements NettyServerCustomizer {
    /** As many as most kernels let wait. */
    private static final int WAITING = 4_096;

    @Override
    public HttpServer apply(HttpServer server) {
        return server.option(ChannelOption.SO_BACKLOG, WAITING)
                .doOnBound(bound -> bound.channel().pipeline().addFirst(new Pace()));
    }

    private static final class Pace extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            server.fireChannelRead(accepted);
            if (accepted instanceof Channel connection) {
                pause(server.channel(), connection);
            }
        }

        private static void pause(Channel server, Channel connection) {
            server.config().setAutoRead(false);
            connection.eventLoop().execute(() -> server.config().setAutoRead(true));
        }
    }
}
