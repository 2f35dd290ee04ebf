package io.parley.load.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Measures the limits of this machine in the same minute as Parley. */
public interface Floors {
    /**
     * Measures one after the other; nothing else should run meanwhile.
     *
     * @param serverHome the home of a standalone server that runs and is idle
     * @param each how long to measure each of them
     */
    List<Floor> measure(Path serverHome, Duration each) throws IOException;
}
