package io.parley.projection.member;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.projection.view.Upsert;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.MessagesRead;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A user in a chat: its joining, its role, its marks and how many messages lie behind them. */
public final class MemberDocument {
    private MemberDocument() {}

    public static void founded(ChatCreated event, long seq, ViewChanges changes) {
        for (UserId member : event.members()) {
            document(event.chatId(), member, changes)
                    .latest(Members.ROLE, role(seq, event.foundingRole(member).name()))
                    .latest(Members.JOINED, joined(seq, event.at(), seq))
                    .latest(Members.READ, read(seq, null, 0, 0))
                    .latest(Members.OWN_LATEST, own(seq, 0));
            changes.upsert(Memberships.COLLECTION, ViewIds.membership(member, event.chatId()))
                    .latest(Memberships.JOINED_SEQ, seq);
        }
    }

    public static void sent(MessageSent event, long seq, ViewChanges changes) {
        document(event.chatId(), event.sender(), changes).latest(Members.OWN_LATEST, own(seq, event.senderOrdinal()));
    }

    public static void delivered(MessagesDelivered event, ViewChanges changes) {
        document(event.chatId(), event.userId(), changes)
                .latest(
                        Members.DELIVERED,
                        new Document(ViewSchema.SEQ, event.upTo()).append(ViewSchema.AT, event.at()));
    }

    /**
     * @param ordinal messages of the chat up to the mark
     * @param own how many of them are the member's since it joined
     */
    public static void read(MessagesRead event, long ordinal, long own, ViewChanges changes) {
        document(event.chatId(), event.userId(), changes)
                .latest(Members.READ, read(event.upTo(), event.at(), ordinal, own));
    }

    private static Document role(long seq, String role) {
        return new Document(ViewSchema.SEQ, seq).append(ViewSchema.VALUE, role);
    }

    private static Document joined(long seq, Instant at, long firstSeq) {
        return new Document(ViewSchema.SEQ, seq).append(ViewSchema.AT, at).append(Members.FIRST_SEQ, firstSeq);
    }

    private static Document read(long seq, @Nullable Instant at, long ordinal, long own) {
        return new Document(ViewSchema.SEQ, seq)
                .append(ViewSchema.AT, at)
                .append(ViewSchema.ORDINAL, ordinal)
                .append(ViewSchema.OWN, own);
    }

    private static Document own(long seq, long own) {
        return new Document(ViewSchema.SEQ, seq).append(ViewSchema.OWN, own);
    }

    private static Upsert document(ChatId chatId, UserId userId, ViewChanges changes) {
        return changes.upsert(Members.COLLECTION, ViewIds.member(chatId, userId));
    }
}
