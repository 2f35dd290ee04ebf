package io.parley.query.inbox;

import io.parley.query.view.ChatView;
import io.parley.query.view.MemberView;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.timeline.MessageEnvelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A chat in the inbox of one of its members. */
record InboxEntry(ChatView chat, MemberView member) {
    boolean showsLastMessage() {
        return chat.lastMessageSeq() >= member.firstSeq();
    }

    InboxPlace place() {
        return new InboxPlace(activity(), chat.chatId());
    }

    /** The last message or one's own joining, whichever is later. */
    private Instant activity() {
        Instant message = showsLastMessage() ? chat.lastMessageAt() : null;
        return message != null && message.isAfter(member.joinedAt()) ? message : member.joinedAt();
    }

    /** Whether the member has sent more than the chat shows yet: the two are not read at one moment. */
    boolean hasOwnBeyondHead() {
        return member.ownSeq() > chat.headSeq();
    }

    FindInbox.Row row(@Nullable MessageEnvelope lastMessage, long ownBeyondHead) {
        return new FindInbox.Row(
                chat.chatId(),
                chat.kind(),
                chat.title(),
                chat.headSeq(),
                lastMessage,
                member.unreadOf(chat.messages(), ownBeyondHead),
                member.readSeq(),
                chat.memberCount(),
                chat.encrypted());
    }
}
