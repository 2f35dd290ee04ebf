package io.parley.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.util.ByteBufPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A connected device, as raw RSocket. Payloads that come in are not copied; whoever takes one releases it. */
public final class Wire implements AutoCloseable {
    private static final int MAX_FRAME = 1 << 20;
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration KEEPALIVE = Duration.ofSeconds(20);
    /** A generator that is starved for a while must not take its server for dead. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    private final RSocket socket;
    private final EventLoop loop;

    private Wire(RSocket socket, EventLoop loop) {
        this.socket = socket;
        this.loop = loop;
    }

    /** Connects a device to e.g. {@code ws://localhost:8080/ws/connect}. */
    public static Mono<Wire> connect(EventLoop loop, URI uri, String token, String deviceId) {
        return RSocketConnector.create()
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .dataMimeType(WellKnownMimeType.APPLICATION_JSON.getString())
                .maxInboundPayloadSize(MAX_FRAME)
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .keepAlive(KEEPALIVE, LIFETIME)
                .setupPayload(Mono.fromSupplier(() -> setup(token, deviceId)))
                .connect(transport(loop, uri))
                .timeout(CONNECT_TIMEOUT)
                .map(socket -> new Wire(socket, loop));
    }

    private static WebsocketClientTransport transport(EventLoop loop, URI uri) {
        boolean secure = "wss".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? WSS_PORT : WS_PORT;
        HttpClient http = HttpClient.newConnection()
                .runOn(loop.resources())
                .host(uri.getHost())
                .port(port)
                .resolver(DefaultAddressResolverGroup.INSTANCE);
        return WebsocketClientTransport.create(secure ? http.secure() : http, uri.getPath())
                .webSocketSpec(spec -> spec.maxFramePayloadLength(MAX_FRAME));
    }

    private static Payload setup(String token, String deviceId) {
        CompositeByteBuf metadata = ALLOCATOR.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata,
                ALLOCATOR,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(ALLOCATOR, token.toCharArray()));
        String data = "{\"deviceId\":\"" + deviceId + "\",\"protocol\":1}";
        return ByteBufPayload.create(Unpooled.copiedBuffer(data, StandardCharsets.UTF_8), metadata);
    }

    /** The thread on which everything of this connection happens. */
    public EventLoop loop() {
        return loop;
    }

    /** Sends a request that has one answer. */
    public void request(Payload request, CoreSubscriber<Payload> answer) {
        socket.requestResponse(request).subscribe(answer);
    }

    /** The same for those who have time: the answer's bytes, and refusals as {@link Refused}. */
    public Mono<byte[]> request(Route route, byte[] json) {
        return Mono.defer(() -> socket.requestResponse(route.payload(Unpooled.wrappedBuffer(json))))
                .map(Wire::bytes)
                .onErrorMap(Refused::of);
    }

    /** Opens a stream. */
    public void stream(Route route, byte[] json, CoreSubscriber<Payload> envelopes) {
        socket.requestStream(route.payload(Unpooled.wrappedBuffer(json))).subscribe(envelopes);
    }

    private static byte[] bytes(Payload payload) {
        try {
            ByteBuf data = payload.sliceData();
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            return bytes;
        } finally {
            payload.release();
        }
    }

    /** Whether it is still there. */
    public boolean connected() {
        return !socket.isDisposed();
    }

    /** Done when it is there no more, whoever ended it. */
    public Mono<Void> closed() {
        return socket.onClose().onErrorComplete();
    }

    @Override
    public void close() {
        socket.dispose();
    }
}
