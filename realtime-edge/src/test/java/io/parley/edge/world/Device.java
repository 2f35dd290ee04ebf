package io.parley.edge.world;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.parley.edge.wire.Format;
import io.parley.shared.json.ParleyJson;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A device that speaks the protocol by its letter, with nothing of the server but JSON. */
public final class Device implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final CBORMapper CBOR = CBORMapper.builder().build();

    private final RSocket socket;
    private final Format format;
    private final AtomicReference<Channel> channel;

    private Device(RSocket socket, Format format, AtomicReference<Channel> channel) {
        this.socket = socket;
        this.format = format;
        this.channel = channel;
    }

    /** Whether the device takes anything off its socket. */
    public void reads(boolean yes) {
        Channel wire = Objects.requireNonNull(channel.get());
        wire.eventLoop().execute(() -> wire.config().setAutoRead(yes));
    }

    /** Sends a frame past the library. */
    public void write(ByteBuf frame) {
        var unused = Objects.requireNonNull(channel.get()).writeAndFlush(new BinaryWebSocketFrame(frame));
    }

    public RSocket socket() {
        return socket;
    }

    public JsonNode ask(String route, Object body) {
        return ask(route, Builder.encoded(format, body));
    }

    public JsonNode ask(String route, byte[] body) {
        return answer(route, body).blockOptional(DEADLINE).orElseThrow();
    }

    public Mono<JsonNode> answer(String route, byte[] body) {
        return socket.requestResponse(payload(route, body)).map(this::read);
    }

    public Flux<JsonNode> stream(String route, Object body) {
        return socket.requestStream(payload(route, Builder.encoded(format, body)))
                .map(this::read);
    }

    public String createGroup(String... members) {
        return ask("chat.create", Map.of("kind", "GROUP", "members", List.of(members)))
                .get("chatId")
                .asString();
    }

    public JsonNode send(String chatId, String text) {
        return ask("message.send", Map.of("clientMsgId", UUID.randomUUID().toString(), "chatId", chatId, "text", text));
    }

    public Following follow(Object request) {
        return new Following(stream("events", request));
    }

    @Override
    public void close() {
        socket.dispose();
    }

    private JsonNode read(Payload payload) {
        byte[] bytes = new byte[payload.data().readableBytes()];
        payload.data().readBytes(bytes);
        payload.release();
        return format == Format.JSON ? ParleyJson.mapper().readTree(bytes) : CBOR.readTree(bytes);
    }

    private static Payload payload(String route, byte[] body) {
        ByteBuf tags = TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of(route));
        CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata, ByteBufAllocator.DEFAULT, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, tags);
        return ByteBufPayload.create(Unpooled.wrappedBuffer(body), metadata);
    }

    /** How a device connects; each part can be left out or spoilt. */
    public static final class Builder {
        private final int port;
        private @Nullable String token;
        private @Nullable String origin;
        private String deviceId = "device-" + UUID.randomUUID();
        private @Nullable String setup;
        private int fragment;
        private Format format = Format.JSON;
        private String dataMimeType = "application/json";
        private String metadataMimeType = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();

        Builder(int port) {
            this.port = port;
        }

        public Builder token(@Nullable String token) {
            this.token = token;
            return this;
        }

        public Builder origin(String origin) {
            this.origin = origin;
            return this;
        }

        public Builder deviceId(String deviceId) {
            this.deviceId = deviceId;
            return this;
        }

        /** Sends what is longer than that many bytes in pieces. */
        public Builder fragment(int bytes) {
            this.fragment = bytes;
            return this;
        }

        public Builder setup(String data) {
            this.setup = data;
            return this;
        }

        public Builder cbor() {
            this.format = Format.CBOR;
            return dataMimeType("application/cbor");
        }

        public Builder dataMimeType(String type) {
            this.dataMimeType = type;
            return this;
        }

        public Builder metadataMimeType(String type) {
            this.metadataMimeType = type;
            return this;
        }

        public Device connect() {
            AtomicReference<Channel> channel = new AtomicReference<>();
            HttpClient client = HttpClient.newConnection()
                    .host("127.0.0.1")
                    .port(port)
                    .doOnConnected(connection -> channel.set(connection.channel()));
            if (origin != null) {
                String from = origin;
                client = client.headers(headers -> headers.set("Origin", from));
            }
            RSocket socket = RSocketConnector.create()
                    .fragment(fragment)
                    .metadataMimeType(metadataMimeType)
                    .dataMimeType(dataMimeType)
                    .setupPayload(DefaultPayload.create(Unpooled.wrappedBuffer(data()), metadata()))
                    .connect(WebsocketClientTransport.create(
                            client,
                            URI.create("ws://127.0.0.1:" + port + "/ws/connect").getPath()))
                    .blockOptional(DEADLINE)
                    .orElseThrow();
            return new Device(socket, format, channel);
        }

        private byte[] data() {
            return setup != null
                    ? setup.getBytes(StandardCharsets.UTF_8)
                    : encoded(format, Map.of("deviceId", deviceId, "protocol", 1));
        }

        private ByteBuf metadata() {
            CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
            if (token != null) {
                CompositeMetadataCodec.encodeAndAddMetadata(
                        metadata,
                        ByteBufAllocator.DEFAULT,
                        WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                        AuthMetadataCodec.encodeBearerMetadata(ByteBufAllocator.DEFAULT, token.toCharArray()));
            }
            return metadata;
        }

        static byte[] encoded(Format format, Object body) {
            if (body instanceof String json) {
                return json.getBytes(StandardCharsets.UTF_8);
            }
            return format == Format.JSON ? ParleyJson.mapper().writeValueAsBytes(body) : CBOR.writeValueAsBytes(body);
        }
    }
}
