package io.parley.shared;

import io.parley.shared.refusal.Invalid;

/** The one grammar of ids, checked wherever an id is made from text. */
public final class Ids {
    private static final int LONGEST = 64;

    private Ids() {}

    /** Returns {@code value} or refuses it, naming {@code field}. */
    public static String checked(String field, String value) {
        if (value == null || !isSafe(value)) {
            throw new Invalid(field, "An id has 1 to 64 characters out of A-Z, a-z, 0-9, dot, underscore and hyphen.");
        }
        return value;
    }

    /** A pattern would take ten times as long, and every message holds five ids. */
    private static boolean isSafe(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isSafe(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(char c) {
        return isBetween('a', c, 'z')
                || isBetween('A', c, 'Z')
                || isBetween('0', c, '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static boolean isBetween(char first, char c, char last) {
        return first <= c && c <= last;
    }
}
