package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Documents as their BSON. Between the wire and a collection they pass through the stock server, which takes documents
 * alone: so they travel in one, under a name that no element can have.
 */
final class RawDocument {
    private static final String BYTES = "\0";
    private static final int INITIAL_CAPACITY = 128;
    /** Before the bytes of a text: the type and name of an id, and the text's length. */
    private static final int ID_TEXT = BsonElement.HEADER + 1 + "_id\0".length() + Integer.BYTES;

    private RawDocument() {}

    static Document carrying(byte[] bytes) {
        return new Document(BYTES, bytes);
    }

    /** Null where it is an ordinary document. */
    static byte @Nullable [] carriedBy(Document document) {
        return document.size() == 1 && document.get(BYTES) instanceof byte[] bytes ? bytes : null;
    }

    /** With its id, if it has one, in front. */
    static byte[] encode(Document document) {
        Document ordered = new Document();
        if (document.containsKey(OrderedIndex.ID)) {
            ordered.put(OrderedIndex.ID, document.get(OrderedIndex.ID));
        }
        ordered.putAll(document);
        ByteBuf encoded = Unpooled.buffer(INITIAL_CAPACITY);
        BsonEncoder.encodeDocument(ordered, encoded);
        return Arrays.copyOf(encoded.array(), encoded.writerIndex());
    }

    /** The array may be longer than the document in it. */
    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes, 0, BsonElement.lengthAt(bytes, 0)));
    }

    /** The id if the document begins with it and it is a text; null otherwise. */
    static byte @Nullable [] textId(byte[] bytes) {
        BsonElement first = new BsonElement(bytes, 0);
        return first.next() && first.type() == BsonConstants.TYPE_UTF8_STRING && first.isNamed(OrderedIndex.ID)
                ? Arrays.copyOfRange(bytes, ID_TEXT, first.end() - 1)
                : null;
    }

    /** Compares the id of a document that has a {@link #textId} with another one, by their bytes. */
    static int compareTextId(byte[] bytes, byte[] id) {
        int length = BsonElement.lengthAt(bytes, ID_TEXT - Integer.BYTES) - 1;
        return Arrays.compareUnsigned(bytes, ID_TEXT, ID_TEXT + length, id, 0, id.length);
    }

    static boolean hasTextId(byte[] bytes, byte[] id) {
        int length = BsonElement.lengthAt(bytes, ID_TEXT - Integer.BYTES) - 1;
        return length == id.length && Arrays.equals(bytes, ID_TEXT, ID_TEXT + length, id, 0, length);
    }

    static byte[] idBytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a document that is to be stored. Kept as it came if it begins with a text as its id and holds nothing but types
     * of which any bytes are a value; decoded otherwise, which refuses what is wrong.
     */
    static Document read(ByteBuf in) {
        byte[] bytes = new byte[in.getIntLE(in.readerIndex())];
        in.getBytes(in.readerIndex(), bytes);
        if (textId(bytes) == null || !isPlain(new BsonElement(bytes, 0), bytes)) {
            return BsonDecoder.decodeBson(in);
        }
        in.skipBytes(bytes.length);
        return carrying(bytes);
    }

    private static boolean isPlain(BsonElement element, byte[] bytes) {
        while (element.next()) {
            boolean plain = switch (element.type()) {
                case BsonConstants.TYPE_DOUBLE,
                        BsonConstants.TYPE_NULL,
                        BsonConstants.TYPE_UTC_DATETIME,
                        BsonConstants.TYPE_INT32,
                        BsonConstants.TYPE_INT64 -> true;
                case BsonConstants.TYPE_UTF8_STRING ->
                    BsonElement.lengthAt(bytes, element.valueStart()) > 0 && bytes[element.end() - 1] == 0;
                case BsonConstants.TYPE_BOOLEAN -> (bytes[element.valueStart()] & ~1) == 0;
                case BsonConstants.TYPE_DATA ->
                    bytes[element.valueStart() + Integer.BYTES] == BsonConstants.BINARY_SUBTYPE_GENERIC;
                case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY -> isPlain(element.within(), bytes);
                default -> false;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
