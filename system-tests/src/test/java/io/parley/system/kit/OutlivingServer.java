package io.parley.system.kit;

import java.nio.file.Path;

/** A server that keeps its events and views in engines which outlive it, so that it holds none of them itself. */
public record OutlivingServer(SharedEngines engines, Standalone standalone, Path directory) implements AutoCloseable {
    static OutlivingServer start(Path directory) {
        SharedEngines engines = SharedEngines.start(directory.resolve("engines"));
        return new OutlivingServer(engines, Standalone.start(directory.resolve("home"), engines.settings()), directory);
    }

    /** Another node on the same engines. */
    public Standalone anotherNode(String name) {
        return Standalone.start(directory.resolve(name), engines.settings());
    }

    @Override
    public void close() {
        standalone.close();
        engines.close();
    }
}
