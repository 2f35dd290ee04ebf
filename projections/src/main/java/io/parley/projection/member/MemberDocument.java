package io.parley.projection.member;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.projection.view.Fields;
import io.parley.projection.view.Upsert;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.MessagesRead;
import java.time.Instant;
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

    /** @param id of the sender as a member */
    public static void sent(String id, MessageSent event, long seq, ViewChanges changes) {
        document(id, changes).latest(Members.OWN_LATEST, own(seq, event.senderOrdinal()));
    }

    public static void delivered(MessagesDelivered event, ViewChanges changes) {
        document(event.chatId(), event.userId(), changes)
                .latest(
                        Members.DELIVERED,
                        Fields.of(ViewSchema.SEQ, event.upTo()).and(ViewSchema.AT, event.at()));
    }

    /**
     * @param id of the member
     * @param ordinal messages of the chat up to the mark
     * @param own how many of them are the member's since it joined
     */
    public static void read(String id, MessagesRead event, long ordinal, long own, ViewChanges changes) {
        document(id, changes).latest(Members.READ, read(event.upTo(), event.at(), ordinal, own));
    }

    private static Fields role(long seq, String role) {
        return Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.VALUE, role);
    }

    private static Fields joined(long seq, Instant at, long firstSeq) {
        return Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.AT, at).and(Members.FIRST_SEQ, firstSeq);
    }

    private static Fields read(long seq, @Nullable Instant at, long ordinal, long own) {
        return Fields.of(ViewSchema.SEQ, seq)
                .and(ViewSchema.AT, at)
                .and(ViewSchema.ORDINAL, ordinal)
                .and(ViewSchema.OWN, own);
    }

    private static Fields own(long seq, long own) {
        return Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.OWN, own);
    }

    private static Upsert document(ChatId chatId, UserId userId, ViewChanges changes) {
        return document(ViewIds.member(chatId, userId), changes);
    }

    private static Upsert document(String id, ViewChanges changes) {
        return changes.upsert(Members.COLLECTION, id);
    }
}
