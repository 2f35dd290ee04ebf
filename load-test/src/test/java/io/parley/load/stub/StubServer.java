package io.parley.load.stub;

import io.netty.buffer.Unpooled;
import io.parley.client.Json;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.server.WebsocketRouteTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks as much of the protocol as the workloads need, and keeps everything in memory. */
public final class StubServer implements AutoCloseable {
    private static final int MAX_FRAME = 1 << 20;

    private final StubChats chats;
    private final DisposableServer server;

    private StubServer(StubChats chats, int port) {
        this.chats = chats;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.post(
                                "/dev/token",
                                (request, response) -> response.sendString(
                                        request.receive().aggregate().asString().map(StubServer::token)))
                        .ws(
                                "/ws/connect",
                                WebsocketRouteTransport.newHandler(
                                        RSocketServer.create((setup, sending) -> Mono.just(device(setup)))
                                                .asConnectionAcceptor()),
                                reactor.netty.http.server.WebsocketServerSpec.builder()
                                        .maxFramePayloadLength(MAX_FRAME)
                                        .build()))
                .bindNow();
    }

    /** One that does as it should. */
    public static StubServer faultless() {
        return new StubServer(new StubChats(Fault.NONE), 0);
    }

    /** One that does something wrong with one message in ten. */
    public static StubServer with(Fault fault) {
        return new StubServer(new StubChats(fault), 0);
    }

    /** For measuring the generator by hand: serves a port until it is stopped. */
    public static void main(String[] args) {
        new StubServer(new StubChats(Fault.NONE), Integer.parseInt(args[0]))
                .server
                .onDispose()
                .block();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The token is the name: nobody has to be kept out. */
    private static String token(String request) {
        return Json.object()
                .put("token", Json.read(request).path("userId").asString())
                .toString();
    }

    private RSocket device(ConnectionSetupPayload setup) {
        return new Device(user(setup), chats);
    }

    private static String user(Payload setup) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(setup.sliceMetadata(), false)) {
            if (WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION.getString().equals(entry.getMimeType())) {
                AuthMetadataCodec.readWellKnownAuthType(entry.getContent());
                return new String(AuthMetadataCodec.readBearerTokenAsCharArray(entry.getContent()));
            }
        }
        throw new IllegalArgumentException("no token");
    }

    private static String route(Payload request) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(request.sliceMetadata(), false)) {
            return new RoutingMetadata(entry.getContent()).iterator().next();
        }
        throw new IllegalArgumentException("no route");
    }

    private record Device(String user, StubChats chats) implements RSocket {
        @Override
        public Mono<Payload> requestResponse(Payload request) {
            String route = route(request);
            JsonNode body = Json.read(request.getDataUtf8());
            request.release();
            if (route.equals("message.send") && chats.ignoresNext()) {
                return Mono.never();
            }
            ObjectNode answer = switch (route) {
                case "chat.create" -> chats.create(user, body);
                case "message.send" -> chats.send(user, body);
                case "history" -> chats.history(body);
                case "inbox" -> chats.inbox(user);
                case "receipt" -> Json.object();
                default -> null;
            };
            return answer == null
                    ? Mono.error(
                            new RuntimeException("{\"code\":\"NOT_FOUND\",\"message\":\"There is no such route.\"}"))
                    : Mono.just(DefaultPayload.create(answer.toString()));
        }

        @Override
        public Flux<Payload> requestStream(Payload request) {
            request.release();
            return chats.stream(Objects.requireNonNull(user))
                    .map(envelope -> ByteBufPayload.create(Unpooled.copiedBuffer(envelope, StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
