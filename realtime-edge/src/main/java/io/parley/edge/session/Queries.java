package io.parley.edge.session;

import io.rsocket.Payload;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import java.util.Iterator;
import java.util.Set;

/** Tells queries, whose answers may be large and which are read from the views, from all other requests. */
final class Queries {
    private static final Set<String> ROUTES =
            Set.of("inbox", "history", "members", "receipts", "search", "thread", "keys.claim");
    private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();

    private Queries() {}

    static boolean areAskedBy(Payload request) {
        try {
            for (CompositeMetadata.Entry entry : new CompositeMetadata(request.sliceMetadata(), false)) {
                if (ROUTING.equals(entry.getMimeType())) {
                    Iterator<String> route = new RoutingMetadata(entry.getContent()).iterator();
                    return route.hasNext() && ROUTES.contains(route.next());
                }
            }
            return false;
        } catch (RuntimeException e) {
            // Nobody can read it; the router says so.
            return false;
        }
    }
}
