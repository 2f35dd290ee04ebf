package io.parley.load.storm;

import picocli.CommandLine.Option;

/** How large the storm is. */
public final class StormOptions {
    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "reconnect-storm: devices that come back (default: 2000).")
    private int devices = 2000;

    @Option(
            names = "--missed",
            paramLabel = "N",
            description = "reconnect-storm: messages that each of them missed (default: 20).")
    private int missed = 20;

    @Option(
            names = "--storms",
            paramLabel = "N",
            description = "reconnect-storm: storms, one after the other, each of other devices (default: 1).")
    private int storms = 1;

    @Option(names = "--new-tokens", description = "reconnect-storm: with tokens that the server has not seen before.")
    private boolean newTokens;

    public boolean valid() {
        return devices > 0 && missed > 0 && storms > 0;
    }

    int devices(int factor) {
        return devices * factor;
    }

    int missed() {
        return missed;
    }

    int storms() {
        return storms;
    }

    boolean newTokens() {
        return newTokens;
    }
}
