package io.parley.edge.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KnownHeadsTest {
    private static final ChatId CHAT = new ChatId("c1");

    private final KnownHeads heads = new KnownHeads();

    @Nested
    class WhatAViewShouldHaveProcessed {
        @Test
        void isWhatThisNodeKnowsOrWhatTheClientNames() {
            heads.seen(CHAT, 7);
            assertThat(heads.atLeast(CHAT, 3)).isEqualTo(7);
            assertThat(heads.atLeast(CHAT, 9)).isEqualTo(9);
        }

        @Test
        void isWhatAnotherNodeAcknowledgedHoweverLongTheChat() {
            assertThat(heads.atLeast(CHAT, 50_000)).isEqualTo(50_000);
        }

        @Test
        void isNoNumberThatOnlySaysTheEnd() {
            heads.seen(CHAT, 7);
            assertThat(heads.atLeast(CHAT, Long.MAX_VALUE)).isEqualTo(7);
        }
    }
}
