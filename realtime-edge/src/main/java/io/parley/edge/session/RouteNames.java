package io.parley.edge.session;

import io.rsocket.Payload;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the route of a request from its metadata. */
final class RouteNames {
    private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();

    private RouteNames() {}

    /** The route, or null where there is none that could be read. */
    static @Nullable String of(Payload request) {
        try {
            for (CompositeMetadata.Entry entry : new CompositeMetadata(request.sliceMetadata(), false)) {
                if (ROUTING.equals(entry.getMimeType())) {
                    Iterator<String> route = new RoutingMetadata(entry.getContent()).iterator();
                    return route.hasNext() ? route.next() : null;
                }
            }
            return null;
        } catch (RuntimeException e) {
            // Nobody can read it; whoever is asked without a route says so.
            return null;
        }
    }
}
