package io.parley.embedded.postgres;

import io.parley.embedded.StartRefused;
import io.parley.embedded.process.EngineCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path. */
final class PostgresBinaries {
    private static final ClassLoader LOADER = PostgresBinaries.class.getClassLoader();

    private PostgresBinaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(EngineCache cache) {
        String archive = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try {
            return cache.directory("postgresql-" + version(), directory -> unpack(archive, directory));
        } catch (UncheckedIOException e) {
            throw new StartRefused(
                    "PostgreSQL could not be unpacked (" + e.getMessage()
                            + "); make room or set XDG_CACHE_HOME to a directory that can be written.",
                    e);
        }
    }

    static String archiveName(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    private static String version() {
        try (InputStream file = PostgresBinaries.class.getResourceAsStream("postgres-version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(String archive, Path directory) throws IOException {
        try (InputStream packed = LOADER.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new StartRefused("This build of Parley carries no PostgreSQL for this system (" + archive
                        + "); build it on this machine, or point PARLEY_POSTGRES_URL at a server of your own.");
            }
            untar(new TarArchiveInputStream(new XZInputStream(packed)), directory);
        }
    }

    private static void untar(TarArchiveInputStream tar, Path directory) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException("an entry lies outside of its archive: " + entry.getName());
            }
            write(tar, entry, target);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0b001_001_001) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + target + " executable");
            }
        }
    }
}
