package io.parley.embedded.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the owner of a data directory writes into its lock file, for the one that comes second. */
record LockNote(long pid, int httpPort, Instant since) {
    void writeTo(FileChannel channel) throws IOException {
        String text = pid + "\n" + httpPort + "\n" + since.truncatedTo(ChronoUnit.SECONDS) + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    /** The owner in words that fit behind "in use by". */
    static String describe(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 3) {
                return "another Parley that is just starting";
            }
            String port = "0".equals(lines.get(1)) ? "" : ", serving port " + lines.get(1);
            return "another Parley (process " + lines.get(0) + ", since " + lines.get(2) + port + ")";
        } catch (IOException unreadable) {
            return "another Parley";
        }
    }
}
