package io.parley.load.server;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server that is measured.
 *
 * @param processes null where they are not known
 * @param own null where it is somebody else's, to be left as it is
 */
public record Target(
        URI url,
        @Nullable ServerProcesses processes,
        @Nullable OwnServer own) {
    public static Target of(OwnServer own) {
        return new Target(own.url(), own.processes(), own);
    }

    public CpuMeter cpu() {
        return new CpuMeter(processes);
    }

    /** What its Java process was started with; empty where that is not known. */
    public List<String> commandLine() throws IOException {
        return processes == null ? List.of() : processes.commandLine();
    }
}
