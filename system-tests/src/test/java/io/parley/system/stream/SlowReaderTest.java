package io.parley.system.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.StallingLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

    /** Taking a few at a time it falls behind and is read for; asking for all it comes back to what is pushed. */
    @Test
    void aDeviceThatAsksForLittleFallsBehindAndReturnsToLiveWithoutAGapOrARepeat(Parley parley) {
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");
        Device carol = parley.device("carol");
        String chatId = alice.opensGroup("Lake", bob, carol);
        EventStream his = bob.events(Map.of(), 1);
        EventStream hers = carol.events();
        hers.awaits("CAUGHT_UP");
        CompletableFuture<Void> sending = Flux.range(0, 600)
                .flatMap(i -> alice.sends(chatId, UUID.randomUUID(), "x".repeat(4_000)), 8)
                .filter(ack -> Json.number(ack, "seq") % 3 == 0)
                .doOnNext(ack -> his.demand(1))
                .then()
                .toFuture();

        hers.awaits(chatId, 600);
        sending.join();
        his.demand(Long.MAX_VALUE);
        his.awaits(chatId, 600);
        alice.says(chatId, "live again");
        his.awaits(chatId, 601);

        List<Long> all = LongStream.rangeClosed(0, 601).boxed().toList();
        assertThat(his.seqs(chatId)).isEqualTo(all);
        hers.awaits(chatId, 601);
        assertThat(hers.seqs(chatId)).isEqualTo(all);
    }

    private static void sendAll(Device alice, String chatId) {
        Flux.range(0, MESSAGES)
                .flatMap(i -> alice.sends(chatId, UUID.randomUUID(), TEXT), 32)
                .blockLast(LONG);
    }
}
