package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves the documents of inserts as they come, as {@link RawDocument}s; the stock decoder makes maps of them. */
final class WireDecoder extends MongoWireProtocolHandler {
    private static final String INSERTED = "documents";
    private static final int OP_CODE = 12;
    private static final int FLAGS = 16;
    private static final int SECTIONS = 20;

    @Override
    protected @Nullable ClientRequest decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        return isWholeMessageWithoutFlags(in) ? message(context, in) : super.decode(context, in);
    }

    /** All others, rare or not yet complete, are left to the stock decoder. */
    private static boolean isWholeMessageWithoutFlags(ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < SECTIONS) {
            return false;
        }
        int length = in.getIntLE(start);
        return length >= SECTIONS
                && length <= Math.min(MAX_MESSAGE_SIZE_BYTES, in.readableBytes())
                && in.getIntLE(start + OP_CODE) == OpCode.OP_MSG.getId()
                && in.getIntLE(start + FLAGS) == 0;
    }

    private static MongoMessage message(ChannelHandlerContext context, ByteBuf in) {
        int length = in.getIntLE(in.readerIndex());
        ByteBuf message = in.readSlice(length);
        message.skipBytes(Integer.BYTES);
        MessageHeader header = new MessageHeader(length, message.readIntLE(), message.readIntLE());
        message.readerIndex(SECTIONS);
        return new MongoMessage(context.channel(), header, sections(message));
    }

    private static Document sections(ByteBuf message) {
        Document body = new Document();
        Document sequences = new Document();
        while (message.isReadable()) {
            byte kind = message.readByte();
            switch (kind) {
                case MongoMessage.SECTION_KIND_BODY -> body = BsonDecoder.decodeBson(message);
                case MongoMessage.SECTION_KIND_DOCUMENT_SEQUENCE -> sequence(message, sequences);
                default -> throw new IllegalArgumentException("A message has no section of kind " + kind);
            }
        }
        body.putAll(sequences);
        return body;
    }

    private static void sequence(ByteBuf message, Document sequences) {
        int end = message.readerIndex() + message.getIntLE(message.readerIndex());
        message.skipBytes(Integer.BYTES);
        String name = BsonDecoder.decodeCString(message);
        List<Document> documents = new ArrayList<>();
        while (message.readerIndex() < end) {
            documents.add(name.equals(INSERTED) ? RawDocument.read(message) : BsonDecoder.decodeBson(message));
        }
        sequences.put(name, documents);
    }
}
