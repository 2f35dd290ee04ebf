package io.parley.client;

import io.netty.resolver.DefaultAddressResolverGroup;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;

/** Opens connections; all of a process share one event loop, so a thousand devices cost one thread. */
final class Connector {
    private static final int MAX_FRAME = 1 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final LoopResources LOOP = LoopResources.create("parley-client", 1, true);

    private Connector() {}

    static Mono<RSocket> connect(URI uri, @Nullable String token, JsonNode setup) {
        return Mono.defer(() -> RSocketConnector.create()
                        .metadataMimeType(Frames.COMPOSITE)
                        .dataMimeType(Frames.JSON)
                        .maxInboundPayloadSize(MAX_FRAME)
                        .setupPayload(Mono.fromSupplier(() -> Frames.setup(token, setup)))
                        .connect(transport(uri)))
                .timeout(CONNECT_TIMEOUT);
    }

    private static WebsocketClientTransport transport(URI uri) {
        HttpClient http = HttpClient.newConnection()
                .runOn(LOOP)
                .host(uri.getHost())
                .port(port(uri))
                .resolver(DefaultAddressResolverGroup.INSTANCE);
        return WebsocketClientTransport.create(secured(http, uri), uri.getPath())
                .webSocketSpec(spec -> spec.maxFramePayloadLength(MAX_FRAME));
    }

    private static HttpClient secured(HttpClient http, URI uri) {
        return "wss".equals(uri.getScheme()) ? http.secure() : http;
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "wss".equals(uri.getScheme()) ? 443 : 80;
    }
}
