package io.parley.engines.eventstore;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded event store keeps its events.
 *
 * @param url a JDBC URL
 * @param poolSize connections at most
 */
@ConfigurationProperties("parley.postgres")
public record PostgresProperties(
        @DefaultValue("jdbc:postgresql://localhost:5432/parley")
        String url,

        @Nullable String user,
        @Nullable String password,
        @DefaultValue("24") int poolSize) {
    /** The url without its parameters, one of which may be a password. */
    String address() {
        return url.replaceFirst("\\?.*", "");
    }
}
