package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes answers, {@link RawDocument}s within them as they stand. */
final class WireEncoder extends MessageToByteEncoder<MongoMessage> {
    @Override
    protected void encode(ChannelHandlerContext context, MongoMessage message, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        out.writeIntLE(message.getHeader().getRequestID());
        out.writeIntLE(message.getHeader().getResponseTo());
        out.writeIntLE(OpCode.OP_MSG.getId());
        out.writeIntLE(message.getFlags());
        out.writeByte(MongoMessage.SECTION_KIND_BODY);
        document(message.getDocument(), out);
        out.setIntLE(start, out.writerIndex() - start);
    }

    private static void document(Document document, ByteBuf out) {
        byte[] raw = RawDocument.carriedBy(document);
        if (raw != null) {
            out.writeBytes(raw, 0, BsonElement.lengthAt(raw, 0));
            return;
        }
        int start = begin(out);
        for (Map.Entry<String, Object> field : document.entrySet()) {
            element(field.getKey(), field.getValue(), out);
        }
        end(start, out);
    }

    private static void element(String name, @Nullable Object value, ByteBuf out) {
        byte type = BsonEncoder.determineType(value);
        out.writeByte(type);
        ByteBufUtil.writeUtf8(out, name);
        out.writeByte(BsonConstants.STRING_TERMINATION);
        if (value instanceof Document document) {
            document(document, out);
        } else if (value instanceof Collection<?> list) {
            list(list, out);
        } else {
            BsonEncoder.encodeValue(type, value, out);
        }
    }

    private static void list(Collection<?> list, ByteBuf out) {
        int start = begin(out);
        int number = 0;
        for (Object item : list) {
            element(Integer.toString(number), item, out);
            number++;
        }
        end(start, out);
    }

    private static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        return start;
    }

    private static void end(int start, ByteBuf out) {
        out.writeByte(BsonConstants.TERMINATING_BYTE);
        out.setIntLE(start, out.writerIndex() - start);
    }
}
