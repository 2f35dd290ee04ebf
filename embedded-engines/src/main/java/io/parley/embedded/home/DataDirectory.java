package io.parley.embedded.home;

import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything an instance stores, owned by one process at a time. The lock is the system's: it
 * ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    static final String LOCK = "parley.lock";
    static final String INSTANCE = "instance-id";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the directory, creating it where it is missing, or refuses with a sentence that says who holds it. */
    public static DataDirectory open(Path directory, int httpPort, Clock clock) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            OwnerOnly.directory(path);
            return lock(path, new LockNote(ProcessHandle.current().pid(), httpPort, clock.instant()));
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory " + path + " cannot be used (" + e + "); choose another one with PARLEY_HOME.",
                    e);
        }
    }

    /**
     * The name of the one instance that can run on this directory, the same at every start: what a killed run had claimed
     * elsewhere, its successor may take at once.
     */
    public String instanceId() {
        Path file = path.resolve(INSTANCE);
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused("The file " + file + " cannot be read or written (" + e + ").", e);
        }
    }

    /** The directory itself, absolute. */
    public Path path() {
        return path;
    }

    /** A sub-directory that only the owner can read. */
    public Path directory(String name) {
        try {
            return OwnerOnly.directory(path.resolve(name));
        } catch (IOException e) {
            throw new StartRefused("The directory " + path.resolve(name) + " cannot be created (" + e + ").", e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new StartRefused("The data directory " + path + " cannot be released (" + e + ").", e);
        }
    }

    private static DataDirectory lock(Path path, LockNote note) throws IOException {
        Path file = path.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new StartRefused("The data directory " + path + " is already in use by " + LockNote.describe(file)
                    + "; stop that one, or choose another directory with PARLEY_HOME.");
        }
        note.writeTo(channel);
        return new DataDirectory(path, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
