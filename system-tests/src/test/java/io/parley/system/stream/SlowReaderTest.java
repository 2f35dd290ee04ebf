package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Parley;
import io.parley.system.kit.StallingLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@EndToEnd
class SlowReaderTest {
    private static final int MESSAGES = 1_500;
    private static final String TEXT = "x".repeat(14 * 1024);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** More than any socket buffers: without a bound on the server it would pile up there. */
    @Test
    void aDeviceThatStopsReadingLosesNothingAndHoldsUpNobody(Parley parley) {
        Device alice = parley.device("alice");
        try (StallingLine line = new StallingLine(parley.base())) {
            Device bob = parley.deviceVia(line.endpoint(), "bob");
            Device carol = parley.device("carol");
            String chatId = alice.opensGroup("Lake", bob, carol);
            EventStream his = bob.events();
            EventStream hers = carol.events();
            his.awaits("CAUGHT_UP");
            hers.awaits("CAUGHT_UP");

            line.stall();
            sendAll(alice, chatId);
            hers.awaits(chatId, MESSAGES);
            assertThat(his.seqs(chatId)).hasSizeLessThan(MESSAGES);
            line.flow();

            his.awaits(chatId, MESSAGES);
            List<Long> all = LongStream.rangeClosed(0, MESSAGES).boxed().toList();
            assertThat(hers.seqs(chatId)).isEqualTo(all);
            assertThat(his.seqs(chatId)).isEqualTo(all);
        }
    }

    private static void sendAll(Device alice, String chatId) {
        Flux.range(0, MESSAGES)
                .flatMap(i -> alice.sends(chatId, UUID.randomUUID(), TEXT), 32)
                .blockLast(LONG);
    }
}
