package io.parley.query.view;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.shared.member.Role;
import io.parley.shared.member.UserId;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A user in a chat as the views hold it.
 *
 * @param firstSeq the first seq that it may see
 * @param delivered its DELIVERED mark, null before the first
 * @param read its READ mark, null before the first
 * @param messagesRead messages of the chat up to the READ mark, or to the joining
 * @param ownRead how many of them are its own
 * @param own how many messages are its own altogether
 * @param ownSeq the latest of them, or its joining
 */
public record MemberView(
        UserId userId,
        Role role,
        long joinedSeq,
        Instant joinedAt,
        long firstSeq,
        @Nullable Mark delivered,
        @Nullable Mark read,
        long messagesRead,
        long ownRead,
        long own,
        long ownSeq) {
    /** A mark and the time of its last move. */
    public record Mark(long upTo, Instant at) {}

    static MemberView of(Document document) {
        Document joined = document.get(Members.JOINED, Document.class);
        Document read = document.get(Members.READ, Document.class);
        Document latest = document.get(Members.OWN_LATEST, Document.class);
        return new MemberView(
                new UserId(ViewIds.tail(document.getString(ViewSchema.ID))),
                Role.valueOf(document.get(Members.ROLE, Document.class).getString(ViewSchema.VALUE)),
                joined.getLong(ViewSchema.SEQ),
                Times.of(joined, ViewSchema.AT),
                joined.getLong(Members.FIRST_SEQ),
                mark(document.get(Members.DELIVERED, Document.class)),
                mark(read),
                read.getLong(ViewSchema.ORDINAL),
                read.getLong(ViewSchema.OWN),
                latest.getLong(ViewSchema.OWN),
                latest.getLong(ViewSchema.SEQ));
    }

    private static @Nullable Mark mark(@Nullable Document mark) {
        Instant at = mark == null ? null : Times.orNull(mark, ViewSchema.AT);
        return mark == null || at == null ? null : new Mark(mark.getLong(ViewSchema.SEQ), at);
    }

    /** The READ mark, -1 before the first. */
    public long readSeq() {
        return read == null ? -1 : read.upTo();
    }

    /** Whether the view holds a READ mark at or past {@code seq}. No mark is kept of what lies before the joining. */
    public boolean hasRead(long seq) {
        return seq < joinedSeq || readSeq() >= seq;
    }

    /**
     * Messages of others above both the READ mark and the joining, up to a head of the chat.
     *
     * @param messages of the chat up to that head
     * @param ownBeyond how many of the member's own lie beyond it, because the member was read after the chat
     */
    public long unreadOf(long messages, long ownBeyond) {
        // The READ mark may be beyond that head, too: then there is nothing unread up to it.
        return Math.max(0, messages - messagesRead - (own - ownBeyond - ownRead));
    }
}
