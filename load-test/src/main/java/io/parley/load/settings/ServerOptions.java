package io.parley.load.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is measured: one that runs, or one of its own. */
public final class ServerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Measure the server that runs there, e.g. http://localhost:8080 (default: start one).")
    private @Nullable URI url;

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "With --url: the server's process on this machine, whose CPU and memory are measured.")
    private @Nullable Long pid;

    @Option(
            names = "--server",
            paramLabel = "JAR",
            description = "The packaged standalone that is started; ./parley bench sets it.")
    private @Nullable Path jar;

    @Option(names = "--server-jvm", hidden = true, description = "What ./parley up passes to the Java virtual machine.")
    private String jvm = "";

    @Option(
            names = "--server-opts",
            paramLabel = "OPTIONS",
            description = "More options for the started server's Java virtual machine, e.g. \"-Xmx2g\".")
    private String more = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the started server's temporary home goes (default: the temporary directory). Disk"
                    + " flushes only cost what they cost on a real disk.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--keep", description = "Keep the started server's home and log.")
    private boolean keep;

    /** What is wrong with it, or null. */
    public @Nullable String complaint() {
        if (url == null && jar == null) {
            return "There is no server to measure: name a running one with --url, or use ./parley bench";
        }
        return url == null && pid != null ? "--server-pid goes with --url" : null;
    }

    public @Nullable URI url() {
        return url;
    }

    public @Nullable Long pid() {
        return pid;
    }

    public @Nullable Path jar() {
        return jar;
    }

    /** For the started server; later ones win. */
    public List<String> jvmOptions() {
        return Stream.of(jvm, more)
                .flatMap(options -> Stream.of(options.trim().split("\\s+", -1)))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    public Path directory() {
        return directory;
    }

    public boolean keep() {
        return keep;
    }
}
