package io.parley.embedded.postgres;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server's settings, given on its command line so that an older configuration file cannot weaken them. */
final class ServerOptions {
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "100",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "logging_collector", "off"));

    private ServerOptions() {}

    static String forPort(int port) {
        return SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "='" + setting.getValue() + "'")
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    }
}
