package io.parley.load.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The two things that every message costs, whoever stores and delivers it: a row on the disk, and frames on a socket. */
public final class MachineFloors {
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Consumer<String> progress;
    private final Duration warmUp;

    /** @param progress told what is measured, as it begins */
    public MachineFloors(Consumer<String> progress) {
        this(progress, WARM_UP);
    }

    MachineFloors(Consumer<String> progress, Duration warmUp) {
        this.progress = progress;
        this.warmUp = warmUp;
    }

    /**
     * Measures one after the other; nothing else should run meanwhile.
     *
     * @param serverHome the home of a standalone server that runs and is idle
     * @param each how long to measure each of them
     */
    public List<Floor> measure(Path serverHome, Duration each) throws IOException {
        List<Floor> floors = new ArrayList<>();
        floors.add(inserts(serverHome, each));
        progress.accept("floor: echo through RSocket over WebSocket");
        floors.addAll(EchoFloor.measure(warmUp, each));
        return floors;
    }

    private Floor inserts(Path serverHome, Duration each) throws IOException {
        ServerPostgres postgres = ServerPostgres.of(serverHome);
        progress.accept("floor: inserts into PostgreSQL on " + postgres.url());
        try {
            return InsertFloor.measure(postgres, warmUp, each);
        } catch (SQLException e) {
            throw new IOException(
                    "The PostgreSQL of " + serverHome + " does not take the rows of this measurement (" + e.getMessage()
                            + "); restart the server on that home and try again.",
                    e);
        }
    }
}
