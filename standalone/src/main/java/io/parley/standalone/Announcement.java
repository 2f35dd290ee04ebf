package io.parley.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a person needs to know once the program is ready. */
final class Announcement {
    private static final int DEFAULT_PORT = 8080;

    private Announcement() {}

    static String of(Path home, int port, Duration took) {
        String server = "localhost:" + port;
        String variable = port == DEFAULT_PORT ? "" : "PARLEY_HTTP_PORT=" + port + " ";
        return """

                Parley is ready (%s s). Ctrl-C stops it.
                  devices   ws://%s/ws/connect  (RSocket over WebSocket)
                  REST      http://%s/api
                  OpenAPI   http://%s/swagger-ui.html
                  a token   curl -s -d '{"userId":"alice"}' http://%s/dev/token
                  try it    %s./parley demo
                  data      %s
                """.formatted(
                        String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0),
                        server,
                        server,
                        server,
                        server,
                        variable,
                        home);
    }
}
