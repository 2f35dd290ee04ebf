package io.parley.client;

import io.netty.buffer.ByteBuf;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import io.rsocket.util.DefaultPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The least that speaks the contract: echoes requests with their route, counts the demand of streams. */
final class FakeServer implements AutoCloseable {
    static final String TOKEN = "the.good.token";

    final AtomicLong demanded = new AtomicLong();
    private final CloseableChannel channel;

    FakeServer() {
        SocketAcceptor acceptor = (setup, sending) -> accept(setup);
        channel = Objects.requireNonNull(RSocketServer.create(acceptor)
                .bind(WebsocketServerTransport.create("localhost", 0))
                .block());
    }

    URI uri() {
        return URI.create("ws://localhost:" + channel.address().getPort() + "/ws/connect");
    }

    @Override
    public void close() {
        channel.dispose();
    }

    private Mono<RSocket> accept(ConnectionSetupPayload setup) {
        JsonNode data = Json.read(setup.getDataUtf8());
        if (!token(setup).equals(TOKEN) || data.path("protocol").asInt() != 1) {
            return Mono.error(new RejectedSetupException("The token is not good."));
        }
        return Mono.just(new RSocket() {
            @Override
            public Mono<Payload> requestResponse(Payload payload) {
                return answer(payload);
            }

            @Override
            public Flux<Payload> requestStream(Payload payload) {
                return Flux.range(0, 100)
                        .map(seq -> DefaultPayload.create("{\"type\":\"MESSAGE\",\"seq\":" + seq + "}"))
                        .doOnRequest(demanded::addAndGet);
            }
        });
    }

    private static Mono<Payload> answer(Payload payload) {
        String route = route(payload);
        if (route.equals("unknown")) {
            return Mono.error(new ApplicationErrorException(
                    "{\"code\":\"NOT_FOUND\",\"message\":\"No such route.\",\"field\":null,\"retryable\":false}"));
        }
        JsonNode asked = Json.read(payload.getDataUtf8());
        return Mono.just(DefaultPayload.create(
                Json.object().put("route", route).set("asked", asked).toString()));
    }

    private static String token(ConnectionSetupPayload setup) {
        return entry(setup, WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, content -> {
            AuthMetadataCodec.readWellKnownAuthType(content);
            return AuthMetadataCodec.readPayload(content).toString(StandardCharsets.UTF_8);
        });
    }

    private static String route(Payload payload) {
        return entry(
                payload,
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                content -> new RoutingMetadata(content).iterator().next());
    }

    private static String entry(Payload payload, WellKnownMimeType type, Function<ByteBuf, String> read) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(payload.sliceMetadata(), false)) {
            if (type.getString().equals(entry.getMimeType())) {
                return read.apply(entry.getContent());
            }
        }
        return "";
    }
}
