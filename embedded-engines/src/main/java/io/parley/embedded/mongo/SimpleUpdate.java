package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An update with nothing but {@code $setOnInsert}, {@code $max} and {@code $min}, of fields or of fields of their
 * sub-documents: those with which views are written. It changes the document's BSON where it stands; the stock backend
 * copies the whole document twice for each update and compares the copies.
 */
final class SimpleUpdate {
    private static final Set<String> OPERATORS = Set.of("$setOnInsert", "$max", "$min");
    private static final int INITIAL_CAPACITY = 64;
    /** What one has grown by a field, it mostly gets another. */
    private static final int ROOM_SHARE = 8;

    private byte[] bytes;

    /** @param bytes a document, in an array that may be longer than it */
    SimpleUpdate(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] trimmed() {
        int length = BsonElement.lengthAt(bytes, 0);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Whether the update is such a one for the document. All that is wrong or out of the ordinary is left to the backend. */
    boolean fits(Document update) {
        Set<String> touched = new HashSet<>();
        for (Map.Entry<String, Object> operation : update.entrySet()) {
            if (!OPERATORS.contains(operation.getKey())
                    || !(operation.getValue() instanceof Document fields)
                    || !fits(fields, touched)) {
                return false;
            }
        }
        return !update.isEmpty();
    }

    private boolean fits(Document fields, Set<String> touched) {
        Set<String> parents = new HashSet<>();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String path = field.getKey();
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            boolean again = dot >= 0 && !parents.add(name);
            if (!isName(name)
                    || !(again || touched.add(name))
                    || field.getValue() instanceof Collection
                    || !(dot < 0 ? isPlain(0, name) : fitsWithin(name, path.substring(dot + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(OrderedIndex.ID)
                && name.charAt(0) != '$'
                && name.chars().allMatch(letter -> letter > 0 && letter < 0x80 && letter != '.');
    }

    private boolean fitsWithin(String name, String field) {
        if (!isName(field)) {
            return false;
        }
        BsonElement parent = new BsonElement(bytes, 0);
        return !parent.find(name)
                || (parent.type() == BsonConstants.TYPE_EMBEDDED_DOCUMENT && isPlain(parent.valueStart(), field));
    }

    /** Lists have an order of their own. */
    private boolean isPlain(int document, String name) {
        BsonElement element = new BsonElement(bytes, document);
        return !element.find(name) || element.type() != BsonConstants.TYPE_ARRAY;
    }

    /**
     * Carries out an update that {@link #fits}.
     *
     * @param inserting whether the document is a new one
     * @return whether anything changed
     */
    boolean apply(Document update, boolean inserting) {
        boolean changed = false;
        for (Map.Entry<String, Object> operation : update.entrySet()) {
            String operator = operation.getKey();
            if (inserting || !operator.equals("$setOnInsert")) {
                int direction = operator.equals("$min") ? -1 : 1;
                for (Map.Entry<String, Object> field : ((Document) operation.getValue()).entrySet()) {
                    changed |= raise(field.getKey(), field.getValue(), direction);
                }
            }
        }
        return changed;
    }

    private boolean raise(String path, @Nullable Object value, int direction) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return raiseField(0, path, value, direction);
        }
        String name = path.substring(0, dot);
        String field = path.substring(dot + 1);
        BsonElement parent = new BsonElement(bytes, 0);
        return parent.find(name)
                ? raiseField(parent.valueStart(), field, value, direction)
                : raiseField(0, name, new Document(field, value), direction);
    }

    private boolean raiseField(int document, String name, @Nullable Object value, int direction) {
        byte type = BsonEncoder.determineType(value);
        ByteBuf raised = encode(type, name, value);
        int valueStart = 1 + name.length() + 1;
        BsonElement present = new BsonElement(bytes, document);
        if (!present.find(name)) {
            replace(document, present.elementsEnd(), present.elementsEnd(), raised);
            return true;
        }
        int order = BsonOrder.compare(type, raised.array(), valueStart, present.type(), bytes, present.valueStart());
        if (direction * order <= 0) {
            return false;
        }
        replace(document, present.start(), present.end(), raised);
        return true;
    }

    private static ByteBuf encode(byte type, String name, @Nullable Object value) {
        ByteBuf element = Unpooled.buffer(INITIAL_CAPACITY);
        element.writeByte(type);
        for (int i = 0; i < name.length(); i++) {
            element.writeByte(name.charAt(i));
        }
        element.writeByte(0);
        BsonEncoder.encodeValue(type, value, element);
        return element;
    }

    private void replace(int document, int from, int to, ByteBuf element) {
        int length = BsonElement.lengthAt(bytes, 0);
        int more = element.writerIndex() - (to - from);
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, length + more + (length + more) / ROOM_SHARE);
        }
        if (more != 0) {
            System.arraycopy(bytes, to, bytes, to + more, length - to);
            BsonElement.setLengthAt(bytes, 0, length + more);
            if (document != 0) {
                BsonElement.setLengthAt(bytes, document, BsonElement.lengthAt(bytes, document) + more);
            }
        }
        System.arraycopy(element.array(), 0, bytes, from, element.writerIndex());
    }
}
