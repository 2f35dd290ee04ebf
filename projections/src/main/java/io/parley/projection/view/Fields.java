package io.parley.projection.view;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fields with their values, in the order in which they came. For documents that are only written: they have few fields
 * that nobody looks up, so that a hash table would cost more than it saves.
 */
public final class Fields {
    private static final int FEW = 4;

    private String[] names = new String[FEW];
    private @Nullable Object[] values = new @Nullable Object[FEW];
    private int size;

    Fields() {}

    /** A document that begins with this field. */
    public static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    /** One field more, of another name than those before. */
    public Fields and(String name, @Nullable Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        size++;
        return this;
    }

    /** The same field again takes the place of the one before. */
    void put(String name, Object value) {
        int index = indexOf(name);
        if (index < 0) {
            and(name, value);
        } else {
            values[index] = value;
        }
    }

    /** Keeps the greatest of the values that came for one field, as MongoDB's {@code $max} does. */
    void greatest(String name, Object value) {
        int index = indexOf(name);
        if (index < 0) {
            and(name, value);
        } else if (BsonValues.compare(values[index], value) < 0) {
            values[index] = value;
        }
    }

    /** Keeps the least of the values that came for one field, as MongoDB's {@code $min} does. */
    void least(String name, Object value) {
        int index = indexOf(name);
        if (index < 0) {
            and(name, value);
        } else if (BsonValues.compare(values[index], value) > 0) {
            values[index] = value;
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    String name(int index) {
        return names[index];
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
