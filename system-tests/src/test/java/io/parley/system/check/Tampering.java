package io.parley.system.check;

import io.netty.buffer.ByteBuf;
import io.parley.client.Json;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import io.rsocket.util.DefaultPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A man in the middle: devices connect to it, it to the real server, and a fault may change what goes through. */
final class Tampering implements AutoCloseable {
    private final URI server;
    private final Fault fault;
    private final CloseableChannel channel;

    Tampering(URI server, Fault fault) {
        this.server = server;
        this.fault = fault;
        this.channel = Objects.requireNonNull(RSocketServer.create((setup, device) -> accept(new Setup(setup), device))
                .bind(WebsocketServerTransport.create("127.0.0.1", 0))
                .block());
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + channel.address().getPort() + "/ws/connect");
    }

    @Override
    public void close() {
        channel.dispose();
    }

    /** What is left of a SETUP once its buffers are gone. */
    private record Setup(Payload payload, String dataType, String metadataType) {
        Setup(ConnectionSetupPayload setup) {
            this(DefaultPayload.create(setup), setup.dataMimeType(), setup.metadataMimeType());
        }

        String deviceId() {
            return Json.read(payload.getDataUtf8()).path("deviceId").asString("");
        }
    }

    private Mono<RSocket> accept(Setup setup, RSocket device) {
        return RSocketConnector.create()
                .dataMimeType(setup.dataType())
                .metadataMimeType(setup.metadataType())
                .setupPayload(setup.payload())
                .connect(WebsocketClientTransport.create(server))
                .doOnNext(upstream -> {
                    upstream.onClose()
                            .onErrorComplete()
                            .doFinally(end -> device.dispose())
                            .subscribe();
                    device.onClose()
                            .onErrorComplete()
                            .doFinally(end -> upstream.dispose())
                            .subscribe();
                })
                .map(upstream -> between(setup.deviceId(), upstream));
    }

    private RSocket between(String device, RSocket upstream) {
        return new RSocket() {
            @Override
            public Mono<Payload> requestResponse(Payload payload) {
                Payload metadata = DefaultPayload.create(payload);
                Function<ObjectNode, Mono<JsonNode>> forward = changed ->
                        upstream.requestResponse(with(metadata, changed)).map(Tampering::read);
                ObjectNode request = (ObjectNode) Json.read(metadata.getDataUtf8());
                payload.release();
                return fault.answer(device, route(metadata), request, forward)
                        .map(answer -> DefaultPayload.create(answer.toString()));
            }

            @Override
            public Flux<Payload> requestStream(Payload payload) {
                Function<ObjectNode, List<ObjectNode>> tampering = fault.stream(device);
                Payload request = DefaultPayload.create(payload);
                payload.release();
                return upstream.requestStream(request)
                        .concatMapIterable(envelope -> tampering.apply((ObjectNode) read(envelope)))
                        .map(envelope -> DefaultPayload.create(envelope.toString()));
            }
        };
    }

    private static Payload with(Payload request, ObjectNode data) {
        return DefaultPayload.create(data.toString().getBytes(StandardCharsets.UTF_8), bytes(request.sliceMetadata()));
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static JsonNode read(Payload payload) {
        JsonNode node = Json.read(payload.getDataUtf8());
        payload.release();
        return node;
    }

    private static String route(Payload payload) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(payload.sliceMetadata(), false)) {
            if (WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString().equals(entry.getMimeType())) {
                return new RoutingMetadata(entry.getContent()).iterator().next();
            }
        }
        return "";
    }
}
