package io.parley.load.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel says of all processes at one moment. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    /** What the kernel shows to programs is in hundredths of a second on every Linux. */
    private static final double TICKS_A_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    private final Map<Long, Row> rows;

    private record Row(long parent, long ticks) {}

    private ProcessTable(Map<Long, Row> rows) {
        this.rows = rows;
    }

    static boolean isThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    static ProcessTable read() {
        return read(PROC);
    }

    static ProcessTable read(Path proc) {
        Map<Long, Row> rows = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                row(process.resolve("stat")).ifPresent(row -> rows.put(pid, row));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new ProcessTable(rows);
    }

    /** Empty where the process has ended meanwhile. */
    private static Optional<Row> row(Path stat) {
        try {
            return Optional.of(parsed(Files.readString(stat)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** A program's name may hold anything, so what counts begins behind its last bracket. */
    private static Row parsed(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long ticks = 0;
        for (int field = USER; field <= CHILDREN_SYSTEM; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return new Row(Long.parseLong(fields[PARENT]), ticks);
    }

    /**
     * What these processes and all that they started have used, those included that have ended: their parents inherit
     * it.
     */
    double cpuSeconds(Collection<Long> roots) {
        Set<Long> tree = tree(roots);
        return rows.entrySet().stream()
                        .filter(row -> tree.contains(row.getKey()))
                        .mapToLong(row -> row.getValue().ticks())
                        .sum()
                / TICKS_A_SECOND;
    }

    /** These processes, where they run, and all that they started. */
    Set<Long> tree(Collection<Long> roots) {
        Map<Long, List<Long>> children = new HashMap<>();
        rows.forEach((pid, row) -> children.computeIfAbsent(row.parent(), unused -> new ArrayList<>())
                .add(pid));
        Set<Long> all = new HashSet<>();
        Deque<Long> left = new ArrayDeque<>(roots);
        while (!left.isEmpty()) {
            long pid = left.pop();
            if (rows.containsKey(pid) && all.add(pid)) {
                left.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return all;
    }
}
