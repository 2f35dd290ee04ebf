package io.parley.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Payloads of the contract: JSON data, composite metadata with a route or a token. */
final class Frames {
    static final String JSON = "application/json";
    static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();

    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    private Frames() {}

    static Payload setup(@Nullable String token, JsonNode data) {
        CompositeByteBuf metadata = ALLOCATOR.compositeBuffer();
        if (token != null) {
            add(
                    metadata,
                    WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                    AuthMetadataCodec.encodeBearerMetadata(ALLOCATOR, token.toCharArray()));
        }
        return ByteBufPayload.create(data(data), metadata);
    }

    static Payload request(String route, JsonNode data) {
        CompositeByteBuf metadata = ALLOCATOR.compositeBuffer();
        add(
                metadata,
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createRoutingMetadata(ALLOCATOR, List.of(route))
                        .getContent());
        return ByteBufPayload.create(data(data), metadata);
    }

    static JsonNode read(Payload payload) {
        try {
            ByteBuf data = payload.sliceData();
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            return Json.read(bytes);
        } finally {
            payload.release();
        }
    }

    private static ByteBuf data(JsonNode data) {
        return Unpooled.wrappedBuffer(Json.bytes(data));
    }

    private static void add(CompositeByteBuf metadata, WellKnownMimeType type, ByteBuf content) {
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, ALLOCATOR, type, content);
    }
}
