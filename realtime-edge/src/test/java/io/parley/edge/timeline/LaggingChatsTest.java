package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaggingChatsTest {
    private static final ChatId CHAT = new ChatId("chat");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = FIRST.plus(PATIENCE);

    private final LaggingChats lagging = new LaggingChats(PATIENCE);

    @Test
    void areTrustedWhereTheyStandStillForLong() {
        assertThat(lagging.areToBeAsked(CHAT, 5, FIRST)).isFalse();
        assertThat(lagging.areToBeAsked(CHAT, 5, LATER)).isTrue();
        assertThat(lagging.haveStood(CHAT, 5, 4, LATER)).isTrue();
    }

    @Test
    void areWaitedForAnewByAStreamThatHasGoneOnMeanwhile() {
        assertThat(lagging.areToBeAsked(CHAT, 5, FIRST)).isFalse();
        assertThat(lagging.areToBeAsked(CHAT, 8, LATER)).isFalse();
        assertThat(lagging.haveStood(CHAT, 8, 4, LATER)).isFalse();
        assertThat(lagging.haveStood(CHAT, 8, 4, LATER.plus(PATIENCE))).isTrue();
    }
}
