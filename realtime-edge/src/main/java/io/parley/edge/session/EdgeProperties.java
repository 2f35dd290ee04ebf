package io.parley.edge.session;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the edge.
 *
 * @param allowedOrigins origins, e.g. {@code https://chat.example.org}, whose pages may connect besides the server's own
 * @param readsAtOnce how many streams of devices that come back read the views at once, and as many of those behind;
 *     0 for half as many as there are processors
 * @param trustViewsAfter how long a view may stand still below what is known of a chat before streams go on without it
 * @param silentAfter how long nothing may come from a connection
 * @param frameWithin how long a connection may take for a whole frame
 */
@ConfigurationProperties("parley.edge")
public record EdgeProperties(
        @DefaultValue Set<String> allowedOrigins,
        @DefaultValue("0") int readsAtOnce,
        @DefaultValue("30s") Duration trustViewsAfter,
        @DefaultValue("120s") Duration silentAfter,
        @DefaultValue("5m") Duration frameWithin) {
    public EdgeProperties {
        if (readsAtOnce == 0) {
            readsAtOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        }
    }
}
