package io.parley.projection.view;

import java.time.Instant;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonWriter;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The few types of values that views hold: how MongoDB orders and how BSON writes them. The driver would look each value
 * up in its registries, which costs more than writing it.
 */
final class BsonValues {
    private BsonValues() {}

    /** The order in which MongoDB's {@code $max} and {@code $min} compare. */
    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Fields left && other instanceof Fields right) {
            return compareFields(left, right);
        }
        if (one instanceof Long left && other instanceof Long right) {
            return left.compareTo(right);
        }
        if (one instanceof Instant left && other instanceof Instant right) {
            return left.compareTo(right);
        }
        if (one instanceof String left && other instanceof String right) {
            return left.compareTo(right);
        }
        throw new IllegalArgumentException("No order between " + one.getClass() + " and " + other.getClass());
    }

    private static int compareFields(Fields one, Fields other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.value(i), other.value(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static void write(BsonWriter writer, @Nullable Object value) {
        if (value instanceof String text) {
            writer.writeString(text);
        } else if (value instanceof Long number) {
            writer.writeInt64(number);
        } else if (value instanceof Instant time) {
            writer.writeDateTime(time.toEpochMilli());
        } else if (value instanceof Fields document) {
            writeDocument(writer, document);
        } else if (value instanceof Binary binary) {
            writer.writeBinaryData(new BsonBinary(binary.getType(), binary.getData()));
        } else if (value instanceof Boolean flag) {
            writer.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            writer.writeStartArray();
            for (Object element : list) {
                write(writer, element);
            }
            writer.writeEndArray();
        } else if (value == null) {
            writer.writeNull();
        } else {
            throw new CodecConfigurationException("Views hold no values of " + value.getClass());
        }
    }

    static void writeDocument(BsonWriter writer, Fields document) {
        writer.writeStartDocument();
        writeFields(writer, document);
        writer.writeEndDocument();
    }

    static void writeFields(BsonWriter writer, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            writer.writeName(fields.name(i));
            write(writer, fields.value(i));
        }
    }
}
