package io.parley.edge.session;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which web pages may open a connection. Phones and programs send no Origin and may. */
@Component
final class Origins {
    private final Set<String> allowed;

    Origins(EdgeProperties properties) {
        this.allowed = properties.allowedOrigins().stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        String named = origin.toLowerCase(Locale.ROOT);
        return allowed.contains(named) || isOwn(named, host);
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null
                    && host.toLowerCase(Locale.ROOT).equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
