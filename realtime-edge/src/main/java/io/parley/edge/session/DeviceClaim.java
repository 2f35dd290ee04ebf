package io.parley.edge.session;

import org.jspecify.annotations.Nullable;

/**
 * A connection's claim to its device.
 *
 * @param key of the device, in Redis
 * @param node on which the connection is
 * @param order of claims: that of a newer connection is higher, certainly within a node and nearly across nodes
 */
record DeviceClaim(String key, String node, String sessionId, long order) {
    /** As it stands in Redis. */
    String text() {
        return node + "/" + sessionId + "/" + order;
    }

    /** What stands in Redis at the key; null where that is nothing, or nothing that can be told. */
    static @Nullable DeviceClaim parsed(String key, String text) {
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        if (first < 1 || last == first) {
            return null;
        }
        try {
            long order = Long.parseLong(text.substring(last + 1));
            return new DeviceClaim(key, text.substring(0, first), text.substring(first + 1, last), order);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
