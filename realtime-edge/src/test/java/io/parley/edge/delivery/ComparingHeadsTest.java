package io.parley.edge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.session.DeviceConnections;
import io.parley.edge.session.NodeId;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.ViewClient;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;

class ComparingHeadsTest extends EdgeTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("chat");

    @Autowired
    private RedissonClient redis;

    @Autowired
    private ViewClient views;

    @Autowired
    private DeviceConnections connections;

    private final CallersThread loop = new CallersThread();
    private final PlantedStream stream = new PlantedStream(ANN, false);

    @Test
    void tellsOfAHeadOnceWhatWasOnItsWayHasCome() {
        DeliveryHub hub = hub(9);
        hub.open(stream, () -> {});
        hub.received(1, NodeBatch.of(List.of(Delivery.head(CHAT, 7, List.of(ANN)))), 10);
        loop.tick(30_000);
        assertThat(stream.told).doesNotContain("known 9");
        loop.pass(1_000);
        assertThat(stream.told).contains("known 9");
    }

    private DeliveryHub hub(long head) {
        Registry registry = new Registry(redis, new NodeId("of.a.test"));
        HeadComparison comparison = new HeadComparison(views, registry) {
            @Override
            void heads(List<ChatId> chats, Consumer<Map<ChatId, Long>> found) {
                chats.forEach(chat -> found.accept(Map.of(chat, head)));
            }
        };
        return new DeliveryHub(
                loop,
                registry,
                comparison,
                connections,
                new KnownHeads(),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
