package io.parley.system.schedule;

import java.util.Comparator;
import java.util.List;

/** In which order a batch of Redis commands is carried out. */
enum Order {
    AS_SENT {
        @Override
        List<SimulatedRedis.Command> of(List<SimulatedRedis.Command> batch) {
            return batch;
        }
    },
    /** Of the edge: looks at the router's heads before it enters itself. Of the router: at the nodes before it sets heads. */
    READS_FIRST {
        @Override
        List<SimulatedRedis.Command> of(List<SimulatedRedis.Command> batch) {
            return batch.stream()
                    .sorted(Comparator.comparing(SimulatedRedis.Command::reads).reversed())
                    .toList();
        }
    };

    abstract List<SimulatedRedis.Command> of(List<SimulatedRedis.Command> batch);
}
