package io.parley.edge.timeline;

import io.parley.benchmark.Messages;
import io.parley.benchmark.Microseconds;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One message of a chat, from the push to the streams of its members on this node, each of which hands it on. */
public class FanOutBenchmark extends Microseconds {
    private static final ChatId CHAT = ChatId.group(Messages.SENDER, "benchmark");

    @Param("1000")
    int streams;

    private final byte[] envelope = Encoded.of(Messages.envelope(CHAT, 1_234)).as(Format.JSON);

    @SuppressWarnings("NullAway.Init") // Set up by JMH.
    private LocalStreams local;

    private long seq;

    @Setup
    public void open() {
        local = new LocalStreams(CHAT, streams);
        seq = 0;
    }

    @TearDown
    public void close() {
        local.close();
    }

    @Benchmark
    public long deliver() {
        local.received(Delivery.timeline(CHAT, ++seq, envelope, List.of()));
        return local.requireAllSent(seq);
    }
}
