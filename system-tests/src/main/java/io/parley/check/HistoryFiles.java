package io.parley.check;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.History;
import io.parley.check.history.StreamLog;
import io.parley.check.rule.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** All records of a run as text, one a line, for whoever looks into a violation. */
final class HistoryFiles {
    private HistoryFiles() {}

    static void write(Path directory, History history, List<Violation> violations) throws IOException {
        Files.createDirectories(directory);
        lines(directory.resolve("violations.txt"), violations);
        lines(directory.resolve("faults.txt"), history.faults());
        lines(directory.resolve("attempts.txt"), history.attempts());
        lines(directory.resolve("confirmations.txt"), history.marks());
        lines(directory.resolve("receipts.txt"), history.receipts());
        lines(directory.resolve("inboxes.txt"), history.inboxes());
        lines(
                directory.resolve("timelines.txt"),
                history.timelines().values().stream().flatMap(List::stream).toList());
        for (DeviceLog device : history.devices()) {
            device(directory.resolve("device " + device.name() + ".txt"), device);
        }
    }

    private static void device(Path file, DeviceLog device) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (StreamLog stream : device.streams()) {
                out.println("stream " + stream.number() + " from " + stream.cursors());
                stream.arrivals().forEach(out::println);
            }
            device.pages().forEach(out::println);
        }
    }

    private static void lines(Path file, Collection<?> records) throws IOException {
        Files.write(file, records.stream().map(String::valueOf).toList());
    }
}
