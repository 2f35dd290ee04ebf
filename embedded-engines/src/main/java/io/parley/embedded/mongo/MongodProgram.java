package io.parley.embedded.mongo;

import io.parley.embedded.StartRefused;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the machine's own mongod is, if it has one. */
public final class MongodProgram {
    private static final String NONE = "none";

    private MongodProgram() {}

    /**
     * The program to use.
     *
     * @param configured the value of {@code PARLEY_MONGOD}; where it is set, it must name a program, or be {@code none}
     * @param searchPath the value of {@code PATH}, searched where nothing is configured
     */
    public static Optional<Path> find(@Nullable String configured, @Nullable String searchPath) {
        if (NONE.equals(configured)) {
            return Optional.empty();
        }
        if (configured != null && !configured.isBlank()) {
            return Optional.of(requireExecutable(Path.of(configured).toAbsolutePath()));
        }
        return Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "mongod").toAbsolutePath())
                .filter(MongodProgram::isProgram)
                .findFirst();
    }

    private static Path requireExecutable(Path program) {
        if (!isProgram(program)) {
            throw new StartRefused("PARLEY_MONGOD names " + program
                    + ", which is no program that can be run; correct it, or set it to none to keep views in memory.");
        }
        return program;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
