package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import io.parley.system.kit.RawDevice;
import io.rsocket.frame.RequestFireAndForgetFrameCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many connections that each begin what they may and never finish it. */
@EndToEnd
class UnfinishedRequestsTest {
    private static final int FRAGMENT = 800_000;
    /** 64 MiB, which all connections have together, hold so many. */
    private static final int FIT = (64 << 20) / FRAGMENT;

    private static final int MORE = 8;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void togetherHoldSoMuchAndCostTheConnectionsThatComeLate(Parley parley) {
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");
        EventStream stream = bob.events();
        stream.awaits("CAUGHT_UP");
        String chatId = alice.opensDirect(bob);

        List<RawDevice> first = connections(parley, 0, FIT);
        first.forEach(UnfinishedRequestsTest::beginsARequest);
        assertThat(first)
                .as("all that fit")
                .allSatisfy(device -> assertThat(device.isKeptAlive(PATIENCE)).isTrue());
        isServed(alice, stream, chatId);
        List<RawDevice> late = connections(parley, FIT, FIT + MORE);
        late.forEach(UnfinishedRequestsTest::beginsARequest);
        isServed(alice, stream, chatId);

        assertThat(late)
                .as("all that came late")
                .allSatisfy(device -> assertThat(new String(device.readsToTheEnd(PATIENCE), StandardCharsets.UTF_8))
                        .contains("\"UNAVAILABLE\""));
        isServed(alice, stream, chatId);
        first.forEach(RawDevice::close);
        await("what they held is free again").atMost(PATIENCE).until(() -> holdsARequest(parley));
    }

    private static List<RawDevice> connections(Parley parley, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> parley.rawDevice("mallory", "device-" + number))
                .toList();
    }

    private static void beginsARequest(RawDevice device) {
        assertThat(device.write(RequestFireAndForgetFrameCodec.encode(
                        ByteBufAllocator.DEFAULT,
                        1,
                        true,
                        Unpooled.EMPTY_BUFFER,
                        Unpooled.wrappedBuffer(new byte[FRAGMENT]))))
                .as(() -> "taken: " + new String(device.readsToTheEnd(PATIENCE), StandardCharsets.UTF_8))
                .isTrue();
    }

    private static boolean holdsARequest(Parley parley) {
        try (RawDevice device = parley.rawDevice("mallory", "afterwards")) {
            beginsARequest(device);
            return device.isKeptAlive(PATIENCE);
        }
    }

    private static void isServed(Device alice, EventStream atBob, String chatId) {
        long began = System.nanoTime();
        atBob.awaits(chatId, Json.number(alice.says(chatId, "all quiet"), "seq"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }
}
