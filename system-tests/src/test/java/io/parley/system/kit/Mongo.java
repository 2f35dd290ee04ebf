package io.parley.system.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where standalone keeps its views: in memory, and in a real server where PARLEY_MONGOD or ../shared/mongod names one. */
public record Mongo(String name, Map<String, String> settings) {
    private static final String SETTING = "PARLEY_MONGOD";
    private static final Path SHARED = Path.of("../../shared/mongod");

    public static Stream<Mongo> all() {
        Mongo inMemory = new Mongo("memory", Map.of(SETTING, "none"));
        String program = program();
        return program == null
                ? Stream.of(inMemory)
                : Stream.of(inMemory, new Mongo(program, Map.of(SETTING, program)));
    }

    private static @Nullable String program() {
        String configured = System.getenv(SETTING);
        if (configured != null && !configured.isBlank() && !configured.equals("none")) {
            return configured;
        }
        return Files.isExecutable(SHARED) ? SHARED.toAbsolutePath().normalize().toString() : null;
    }

    @Override
    public String toString() {
        return "views in " + name;
    }
}
