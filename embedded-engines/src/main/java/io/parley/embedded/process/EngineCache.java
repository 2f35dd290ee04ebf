package io.parley.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where unpacked engines lie: once per user and version, or in the home where the user's cache cannot be written. */
public final class EngineCache {
    private static final System.Logger LOG = System.getLogger(EngineCache.class.getName());

    /** Fills a fresh directory. */
    @FunctionalInterface
    public interface Unpacking {
        void into(Path directory) throws IOException;
    }

    private final List<Path> roots;

    EngineCache(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The user's cache, with the given directory of the home as the second choice. */
    public static EngineCache ofUser(Path fallback) {
        return new EngineCache(List.of(userCache(System.getenv("XDG_CACHE_HOME")), fallback));
    }

    /** The directory of that name, unpacked now unless it is there already. */
    public Path directory(String name, Unpacking unpacking) {
        @Nullable IOException failure = null;
        for (Path root : roots) {
            try {
                return unpacked(root, name, unpacking);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Cannot unpack into {0}", root);
                failure = e;
            }
        }
        throw new UncheckedIOException(failure == null ? new IOException("no directory to unpack into") : failure);
    }

    /** Unpacks beside the target and renames, so that two programs at once never see half of it. */
    private static Path unpacked(Path root, String name, Unpacking unpacking) throws IOException {
        Path target = root.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Path fresh = Files.createTempDirectory(Files.createDirectories(root), name + ".");
        try {
            unpacking.into(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException another) {
            if (!Files.isDirectory(target)) {
                throw another;
            }
        } finally {
            deleteAll(fresh);
        }
        return target;
    }

    /** Deletes a directory with all that is in it, if it exists. */
    public static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Path userCache(@Nullable String xdgCacheHome) {
        if (xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute()) {
            return Path.of(xdgCacheHome, "parley");
        }
        Path user = Path.of(System.getProperty("user.home", "."));
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        return mac ? user.resolve("Library/Caches/parley") : user.resolve(".cache/parley");
    }
}
