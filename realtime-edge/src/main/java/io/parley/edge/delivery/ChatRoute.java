package io.parley.edge.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.FindMarks;

/** The streams of this node whose users are in one chat. */
final class ChatRoute extends Route {
    private final ChatId chatId;
    private long head = -1;
    private int memberCount;

    ChatRoute(ChatId chatId) {
        this.chatId = chatId;
    }

    ChatId chatId() {
        return chatId;
    }

    @Override
    Object name() {
        return chatId;
    }

    /** The highest seq that the router or a delivery has named. */
    long head() {
        return head;
    }

    void seen(long seq) {
        head = Math.max(head, seq);
    }

    @Override
    void tellHead() {
        streams().forEach(stream -> Streams.tell(stream, it -> it.known(chatId, head)));
    }

    void members(int atLeast) {
        memberCount = Math.max(memberCount, atLeast);
    }

    boolean isSmall() {
        return memberCount <= FindMarks.MEMBERS_LIVE;
    }
}
