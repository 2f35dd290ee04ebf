package io.parley.load.idle;

import picocli.CommandLine.Option;

/** How many connections. */
public final class IdleOptions {
    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "idle: connections, each with an open stream (default: 10000).")
    private int connections = 10_000;

    public boolean valid() {
        return connections > 0;
    }

    int connections(int factor) {
        return connections * factor;
    }
}
