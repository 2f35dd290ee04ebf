package io.parley.edge.wire;

import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of single fields; each names the field that it refuses. */
public final class Fields {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private Fields() {}

    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new Invalid(field, "This field is missing.");
        }
        return value;
    }

    /** A number from {@code lowest} to {@code highest}, never moved into that range. */
    public static long within(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new Invalid(
                    field,
                    highest == Long.MAX_VALUE
                            ? "This number must be at least " + lowest + "."
                            : "This number must be from " + lowest + " to " + highest + ".");
        }
        return value;
    }

    public static int limit(@Nullable Long value, int otherwise, int highest) {
        return value == null ? otherwise : (int) within("limit", value, 1, highest);
    }

    /** A parameter of a URL, as strict as a number in JSON. */
    public static @Nullable Long number(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new Invalid(field, "This parameter must be a whole number.");
        }
        return Long.valueOf(text);
    }

    /** The UTF-8 bytes of a text that has such: a half of a surrogate pair has none. */
    public static int utf8Bytes(String field, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Invalid(field, "This text holds half of a surrogate pair, which UTF-8 cannot carry.");
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The list without repeats, refused above {@code highest} entries or with a null among them. */
    public static <T> List<T> distinct(String field, Collection<@Nullable T> values, int highest) {
        if (values.size() > highest) {
            throw new TooLarge(field, "This list may have at most " + highest + " entries.");
        }
        LinkedHashSet<T> distinct = new LinkedHashSet<>();
        int index = 0;
        for (T value : values) {
            distinct.add(required(field + "[" + index++ + "]", value));
        }
        return List.copyOf(distinct);
    }
}
