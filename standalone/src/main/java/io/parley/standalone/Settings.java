package io.parley.standalone;

import io.parley.embedded.StartRefused;
import io.parley.embedded.mongo.MongodProgram;
import io.parley.standalone.engine.EngineSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a person can set.
 *
 * @param home where everything is stored
 * @param httpPort the one public port; 0 lets the system choose
 * @param engines which engines are the person's own
 */
public record Settings(Path home, int httpPort, EngineSettings engines) {
    private static final int HIGHEST_PORT = 65_535;

    /** Embedded engines throughout. */
    public static Settings embedded(Path home, int httpPort) {
        return new Settings(home, httpPort, EngineSettings.EMBEDDED);
    }

    /** Reads the variables {@code PARLEY_…}; an empty one counts as not set. */
    public static Settings fromEnvironment(Map<String, String> environment) {
        EngineSettings engines = new EngineSettings(
                value(environment, "PARLEY_POSTGRES_URL").map(Settings::requireJdbc),
                value(environment, "PARLEY_POSTGRES_USER"),
                value(environment, "PARLEY_POSTGRES_PASSWORD"),
                value(environment, "PARLEY_MONGO_URI"),
                MongodProgram.find(environment.get("PARLEY_MONGOD"), environment.get("PATH")),
                value(environment, "PARLEY_REDIS_URL"));
        Path home = Path.of(value(environment, "PARLEY_HOME").orElse("data")).toAbsolutePath();
        return new Settings(home, port(value(environment, "PARLEY_HTTP_PORT").orElse("8080")), engines);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new StartRefused("PARLEY_HTTP_PORT is \"" + text + "\"; set it to a number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    private static String requireJdbc(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartRefused("PARLEY_POSTGRES_URL must be a JDBC address such as"
                    + " jdbc:postgresql://localhost:5432/parley, with PARLEY_POSTGRES_USER and"
                    + " PARLEY_POSTGRES_PASSWORD beside it.");
        }
        return url;
    }
}
