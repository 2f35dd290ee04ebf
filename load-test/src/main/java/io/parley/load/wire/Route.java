package io.parley.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import java.util.List;

/** A route of the protocol, with its metadata ready. */
public final class Route {
    public static final Route CHAT_CREATE = new Route("chat.create");
    public static final Route MEMBERS_ADD = new Route("chat.members.add");
    public static final Route MESSAGE_SEND = new Route("message.send");
    public static final Route RECEIPT = new Route("receipt");
    public static final Route EVENTS = new Route("events");
    public static final Route HISTORY = new Route("history");
    public static final Route INBOX = new Route("inbox");

    private final ByteBuf metadata;

    private Route(String name) {
        this.metadata = Unpooled.unreleasableBuffer(metadata(name));
    }

    private static ByteBuf metadata(String name) {
        ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
        CompositeByteBuf composite = allocator.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                composite,
                allocator,
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createRoutingMetadata(allocator, List.of(name))
                        .getContent());
        ByteBuf flat = Unpooled.directBuffer(composite.readableBytes()).writeBytes(composite);
        composite.release();
        return flat;
    }

    /** A request with that data, which it takes over. */
    public Payload payload(ByteBuf data) {
        return ByteBufPayload.create(data, metadata.duplicate());
    }
}
