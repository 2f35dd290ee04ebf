package io.parley.benchmark.command;

import io.parley.benchmark.Microseconds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Messages that are committed together, from the command bus to their answers. The score is the time of one batch. */
@Fork(
        value = 1,
        // A thread of Axon's own outlives every context; nobody waits for it here.
        jvmArgsAppend = {"-Xmx2g", "-Ddisable-axoniq-console-message=true", "-Djmh.shutdownTimeout=0"})
public class CommandBatchBenchmark extends Microseconds {
    /** One behind the other without a pause, so that what starts them hardly counts. */
    private static final int BATCHES = 8;

    @Param({"1", "16", "256"})
    int batch;

    @Param({"MEMORY", "POSTGRES"})
    @SuppressWarnings("NullAway.Init") // Set by JMH.
    Store store;

    @SuppressWarnings("NullAway.Init") // Set up by JMH.
    private CommandNode node;

    @Setup
    public void start() {
        node = CommandNode.on(store);
    }

    @TearDown
    public void stop() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public void commit() {
        node.send(BATCHES, batch);
    }
}
