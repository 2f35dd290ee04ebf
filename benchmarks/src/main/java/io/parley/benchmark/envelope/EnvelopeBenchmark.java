package io.parley.benchmark.envelope;

import io.parley.benchmark.Messages;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.MessageEnvelope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A MESSAGE as bytes for devices. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EnvelopeBenchmark {
    @Param({"JSON", "CBOR"})
    @SuppressWarnings("NullAway.Init") // Set by JMH.
    Format format;

    private final MessageEnvelope envelope = Messages.envelope(ChatId.group(Messages.SENDER, "benchmark"), 1_234);

    @Benchmark
    public byte[] encode() {
        return Encoded.of(envelope).as(format);
    }
}
