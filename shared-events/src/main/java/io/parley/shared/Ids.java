package io.parley.shared;

import io.parley.shared.refusal.Invalid;
import java.util.regex.Pattern;

/** The one grammar of ids, checked wherever an id is made from text. */
public final class Ids {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Ids() {}

    /** Returns {@code value} or refuses it, naming {@code field}. */
    public static String checked(String field, String value) {
        if (value == null || !SAFE.matcher(value).matches()) {
            throw new Invalid(field, "An id has 1 to 64 characters out of A-Z, a-z, 0-9, dot, underscore and hyphen.");
        }
        return value;
    }
}
