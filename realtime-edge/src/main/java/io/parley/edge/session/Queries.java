package io.parley.edge.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells queries, whose answers may be large and which are read from the views, from all other requests. */
final class Queries {
    private static final Set<String> ROUTES =
            Set.of("inbox", "history", "members", "receipts", "search", "thread", "keys.claim");

    private Queries() {}

    static boolean areAskedBy(@Nullable String route) {
        return route != null && ROUTES.contains(route);
    }
}
