package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.edge.world.Following;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** What is known of a chat and never shown by its view. */
class TrustingViewsTest extends EdgeTest {
    @Autowired
    private RedissonClient redis;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private ConfigurableApplicationContext node;

    @BeforeEach
    void startANodeOfLittlePatience() {
        node = anotherNode("parley.edge.trust-views-after=1s");
    }

    @AfterEach
    void stop() {
        backend.releaseViews();
        node.close();
    }

    @Test
    void aHeadThatNothingBacksHoldsUpNothingForLong() {
        try (Device ora = deviceAt(node, "ora").connect()) {
            String chat = ora.createGroup();
            ora.send(chat, "before the backup");
            redis.getBucket(DeliveryKeys.chatHead(new ChatId(chat)), StringCodec.INSTANCE)
                    .set("50");
            try (Following stream = ora.follow(Map.of())) {
                stream.awaitType("CAUGHT_UP");
                assertThat(stream.seqs(chat)).containsExactly(0L, 1L);
                ora.send(chat, "after it");
                assertThat(stream.awaitText("after it").seqs(chat)).containsExactly(0L, 1L, 2L);
            }
        }
    }

    @Test
    void whatAViewShowsLateComesLateAndInOrder() {
        try (Device ole = deviceAt(node, "ole").connect()) {
            String chat = ole.createGroup();
            backend.holdViews();
            ole.send(chat, "late");
            try (Following stream = ole.follow(Map.of())) {
                stream.awaitType("CAUGHT_UP");
                assertThat(stream.seqs(chat)).containsExactly(0L);
                backend.releaseViews();
                ole.send(chat, "later");
                assertThat(stream.awaitText("later").seqs(chat)).containsExactly(0L, 1L, 2L);
            }
        }
    }
}
