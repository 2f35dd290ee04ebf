package io.parley.edge.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
    private static final UserId ANN = new UserId("ann");
    private static final ChatId CHAT = new ChatId("c1");

    private final OwnWrites own = new OwnWrites();

    @Nested
    class WhatAUserExpects {
        @Test
        void isTheHighestOfEachThatItWrote() {
            own.wrote(ANN, CHAT, 7);
            own.wrote(ANN, CHAT, 5);
            own.marked(ANN, CHAT, ReceiptType.READ, 4);
            own.marked(ANN, CHAT, ReceiptType.DELIVERED, 6);
            own.marked(ANN, CHAT, ReceiptType.READ, 3);
            assertThat(own.inInbox(ANN)).containsExactly(new FindInbox.Expected(CHAT, 7, 4));
            assertThat(own.inReceipts(ANN, CHAT)).isEqualTo(new FindReceipts.Expected(6, 4));
        }

        @Test
        void isDeliveredWhereItIsRead() {
            own.marked(ANN, CHAT, ReceiptType.READ, 4);
            assertThat(own.inReceipts(ANN, CHAT)).isEqualTo(new FindReceipts.Expected(4, 4));
        }

        @Test
        void isNothingThatOthersWrote() {
            own.wrote(new UserId("bob"), CHAT, 7);
            assertThat(own.inInbox(ANN)).isEmpty();
            assertThat(own.inReceipts(ANN, CHAT)).isEqualTo(FindReceipts.Expected.NOTHING);
        }

        @Test
        void isBoundedToTheChatsWrittenToLast() {
            for (int i = 0; i <= OwnWrites.CHATS_OF_A_USER; i++) {
                own.wrote(ANN, new ChatId("c" + i), 0);
                own.wrote(ANN, new ChatId("c0"), i);
            }
            assertThat(own.inInbox(ANN))
                    .hasSize(OwnWrites.CHATS_OF_A_USER)
                    .contains(new FindInbox.Expected(new ChatId("c0"), OwnWrites.CHATS_OF_A_USER, -1))
                    .doesNotContain(new FindInbox.Expected(CHAT, 0, -1));
        }
    }
}
