package io.parley.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** The log file that an engine writes, and the end of it that explains a failure. */
public record LogTail(Path file) {
    private static final long ROTATE_ABOVE_BYTES = 4L << 20;
    private static final int LINES = 3;

    /** Puts a log that has grown large aside; one former log is kept. */
    public void rotate() throws IOException {
        if (Files.exists(file) && Files.size(file) > ROTATE_ABOVE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Everything written since the log had the given length. */
    public String since(long length) {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = (int) Math.min(length, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The last lines since then, as part of a sentence. */
    public String lastLinesSince(long length) {
        List<String> lines = since(length)
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .toList();
        return lines.isEmpty()
                ? "(it logged nothing)"
                : lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(Collectors.joining(" / "));
    }
}
