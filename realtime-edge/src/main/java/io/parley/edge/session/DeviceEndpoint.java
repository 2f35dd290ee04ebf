package io.parley.edge.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.WebsocketDuplexConnection;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * {@code /ws/connect}. Our own route and not Boot's: it runs before the web filters, so the Origin is checked here, and
 * each connection's writes are counted.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DeviceEndpoint implements NettyRouteProvider {
    static final String PATH = "/ws/connect";
    private static final int FRAME_BYTES = 1024 * 1024;
    private static final Duration SETUP_WITHIN = Duration.ofSeconds(10);
    private static final Problem FOREIGN_ORIGIN = Problem.of(
            ErrorCode.FORBIDDEN, "Pages of this origin may not connect; name it in parley.edge.allowed-origins.");

    private final Origins origins;
    private final DeviceSetup setup;
    private final SilentConnections silent;
    private final FragmentMemory fragments;

    DeviceEndpoint(Origins origins, DeviceSetup setup, SilentConnections silent, FragmentMemory fragments) {
        this.origins = origins;
        this.setup = setup;
        this.silent = silent;
        this.fragments = fragments;
    }

    @Override
    public HttpServerRoutes apply(HttpServerRoutes routes) {
        WebsocketServerSpec spec =
                WebsocketServerSpec.builder().maxFramePayloadLength(FRAME_BYTES).build();
        return routes.route(this::isForeign, DeviceEndpoint::refuse).ws(PATH, this::connect, spec);
    }

    private boolean isForeign(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        return request.fullPath().startsWith(PATH)
                && !origins.allow(headers.get(HttpHeaderNames.ORIGIN), headers.get(HttpHeaderNames.HOST));
    }

    private static Publisher<Void> refuse(HttpServerRequest request, HttpServerResponse response) {
        return response.status(HttpResponseStatus.FORBIDDEN)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendString(Mono.just(Problems.json(FOREIGN_ORIGIN)));
    }

    private Publisher<Void> connect(WebsocketInbound in, WebsocketOutbound out) {
        // Kept as long as the connection otherwise, in some sixty objects that nobody reads again.
        in.headers().clear();
        Connection socket = (Connection) in;
        Channel channel = socket.channel();
        SocketOutlet outlet = new SocketOutlet(channel, () -> silent.endUnread(channel));
        socket.addHandlerLast("parley-outlet", outlet);
        DeviceConnection connection =
                new DeviceConnection(new WebsocketDuplexConnection("server", socket), outlet, fragments);
        silent.watch(channel, connection);
        return RSocketServer.create((payload, peer) -> setup.accept(payload, peer, connection))
                .maxTimeToFirstFrame(SETUP_WITHIN)
                .maxInboundPayloadSize(FRAME_BYTES)
                .fragment(FRAME_BYTES)
                .asConnectionAcceptor(FRAME_BYTES)
                .apply(connection)
                .then(out.neverComplete());
    }
}
