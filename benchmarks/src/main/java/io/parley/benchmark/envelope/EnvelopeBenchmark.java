package io.parley.benchmark.envelope;

import io.parley.benchmark.Messages;
import io.parley.benchmark.Microseconds;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.MessageEnvelope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A MESSAGE as bytes for devices. */
public class EnvelopeBenchmark extends Microseconds {
    @Param({"JSON", "CBOR"})
    @SuppressWarnings("NullAway.Init") // Set by JMH.
    Format format;

    private final MessageEnvelope envelope = Messages.envelope(ChatId.group(Messages.SENDER, "benchmark"), 1_234);

    @Benchmark
    public byte[] encode() {
        return Encoded.of(envelope).as(format);
    }
}
