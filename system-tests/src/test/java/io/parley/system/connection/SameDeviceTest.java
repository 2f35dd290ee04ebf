package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Parley;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@EndToEnd
class SameDeviceTest {
    private static final int AT_ONCE = 12;

    @Test
    void connectingManyTimesAtOnceKeepsExactlyOneConnection(Parley parley) {
        List<Device> devices = IntStream.range(0, AT_ONCE)
                .parallel()
                .mapToObj(i -> parley.device("alice", "phone"))
                .toList();

        await().atMost(Device.PATIENCE)
                .during(Duration.ofSeconds(1))
                .until(() -> devices.stream().filter(Device::isConnected).count() == 1);
        Device last = devices.stream().filter(Device::isConnected).findFirst().orElseThrow();
        assertThat(last.opensGroup("Lake")).isNotEmpty();
    }

    @Test
    void connectingAgainAndAgainDisturbsNobodyElse(Parley parley) {
        Device bob = parley.device("bob");
        Device laptop = parley.device("alice", "laptop");
        EventStream atLaptop = laptop.events();
        atLaptop.awaits("CAUGHT_UP");
        String chatId = bob.opensGroup("Lake", laptop);

        for (int i = 1; i <= 30; i++) {
            parley.device("alice", "phone").events();
            bob.says(chatId, "message " + i);
        }

        atLaptop.awaits(chatId, 30);
        assertThat(atLaptop.seqs(chatId)).hasSize(31).isSorted().doesNotHaveDuplicates();
        assertThat(laptop.isConnected()).isTrue();
    }
}
