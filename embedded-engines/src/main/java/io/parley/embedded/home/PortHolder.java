package io.parley.embedded.home;

import io.parley.embedded.process.Processes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who listens on a TCP port, as far as the system tells us: Linux does for our own processes, others do not. */
public final class PortHolder {
    private static final String UNKNOWN = "another program";
    private static final String LISTENING = "0A";
    private static final int SHOWN_CHARACTERS = 120;

    private PortHolder() {}

    /** The holder in words that fit behind "in use by". */
    public static String of(int port) {
        Set<String> sockets = listeningSockets(port);
        if (sockets.isEmpty()) {
            return UNKNOWN;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(process, sockets)) {
                    return describe(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return "another program, of another user";
    }

    private static String describe(long pid) {
        String command = Processes.commandLine(pid).orElse("");
        if (command.length() > SHOWN_CHARACTERS) {
            command = command.substring(0, SHOWN_CHARACTERS) + "…";
        }
        return "process " + pid + (command.isEmpty() ? "" : " (" + command + ")");
    }

    private static Set<String> listeningSockets(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (String line : connections()) {
            List<String> columns = List.of(line.strip().split("\\s+"));
            if (columns.size() > 9 && columns.get(1).endsWith(local) && LISTENING.equals(columns.get(3))) {
                sockets.add("socket:[" + columns.get(9) + "]");
            }
        }
        return sockets;
    }

    private static List<String> connections() {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp")));
            lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
            return lines;
        } catch (IOException notLinuxOrNoIpv6) {
            return lines;
        }
    }

    private static boolean holdsOneOf(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (pointsAtOneOf(descriptor, sockets)) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }

    private static boolean pointsAtOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
