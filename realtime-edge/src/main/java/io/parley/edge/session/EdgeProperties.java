package io.parley.edge.session;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the edge.
 *
 * @param allowedOrigins origins, e.g. {@code https://chat.example.org}, whose pages may connect besides the server's own
 * @param readsAtOnce how many streams of devices that come back read the views at once, and as many of those behind
 */
@ConfigurationProperties("parley.edge")
public record EdgeProperties(
        @DefaultValue Set<String> allowedOrigins,
        @DefaultValue("2") int readsAtOnce) {}
