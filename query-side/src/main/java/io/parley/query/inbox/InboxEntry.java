package io.parley.query.inbox;

import io.parley.query.view.ChatView;
import io.parley.query.view.JsonBytes;
import io.parley.query.view.MemberView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A chat in the inbox of one of its members. */
record InboxEntry(ChatView chat, MemberView member, InboxPlace place) {
    /** Of a row beside its texts: names, ids and numbers. */
    private static final int FIELDS = 320;

    InboxEntry(ChatView chat, MemberView member) {
        this(chat, member, new InboxPlace(activity(chat, member), chat.chatId()));
    }

    /** The last message or one's own joining, whichever is later. */
    private static Instant activity(ChatView chat, MemberView member) {
        Instant message = showsLastMessage(chat, member) ? chat.lastMessageAt() : null;
        return message != null && message.isAfter(member.joinedAt()) ? message : member.joinedAt();
    }

    boolean showsLastMessage() {
        return showsLastMessage(chat, member);
    }

    private static boolean showsLastMessage(ChatView chat, MemberView member) {
        return chat.lastMessageSeq() >= member.firstSeq();
    }

    /** Whether the member has sent more than the chat shows yet: the two are not read at one moment. */
    boolean hasOwnBeyondHead() {
        return member.ownSeq() > chat.headSeq();
    }

    /**
     * The row as it stands on the wire, in the form of {@link io.parley.shared.inbox.FindInbox.Row}.
     *
     * @param lastMessage JSON
     */
    byte[] row(byte @Nullable [] lastMessage, long ownBeyondHead) {
        JsonBytes json = new JsonBytes(FIELDS + (lastMessage == null ? 0 : lastMessage.length));
        json.raw("{\"chatId\":").text(chat.chatId().value());
        json.raw(",\"kind\":").text(chat.kind().name());
        if (chat.title() != null) {
            json.raw(",\"title\":").text(chat.title());
        }
        json.raw(",\"lastSeq\":").raw(chat.headSeq());
        if (lastMessage != null) {
            json.raw(",\"lastMessage\":").raw(lastMessage);
        }
        json.raw(",\"unread\":").raw(member.unreadOf(chat.messages(), ownBeyondHead));
        json.raw(",\"readSeq\":").raw(member.readSeq());
        json.raw(",\"memberCount\":").raw(chat.memberCount());
        return json.raw(chat.encrypted() ? ",\"encrypted\":true}" : ",\"encrypted\":false}")
                .toBytes();
    }
}
