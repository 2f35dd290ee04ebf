package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes whole fields out of a document in its BSON. */
final class RawProjection {
    private RawProjection() {}

    /** Whether it only names fields to take. Everything else, parts of fields too, is left to the backend. */
    static boolean fits(@Nullable Document fields) {
        return fields == null || fields.entrySet().stream().allMatch(RawProjection::isTaken);
    }

    private static boolean isTaken(Map.Entry<String, Object> field) {
        String name = field.getKey();
        return field.getValue() instanceof Number number
                && number.intValue() == 1
                && name.chars().allMatch(letter -> letter < 0x80 && letter != '.' && letter != '$');
    }

    /** @param fields as it {@link #fits}; {@code _id} is taken in any case */
    static byte[] of(byte[] document, @Nullable Document fields) {
        if (fields == null || fields.isEmpty()) {
            return document;
        }
        byte[] taken = new byte[document.length];
        int length = BsonElement.HEADER;
        BsonElement element = new BsonElement(document, 0);
        while (element.next()) {
            if (isAsked(element, fields)) {
                System.arraycopy(document, element.start(), taken, length, element.end() - element.start());
                length += element.end() - element.start();
            }
        }
        BsonElement.setLengthAt(taken, 0, length + 1);
        return taken;
    }

    private static boolean isAsked(BsonElement element, Document fields) {
        if (element.isNamed(OrderedIndex.ID)) {
            return true;
        }
        for (String name : fields.keySet()) {
            if (element.isNamed(name)) {
                return true;
            }
        }
        return false;
    }
}
