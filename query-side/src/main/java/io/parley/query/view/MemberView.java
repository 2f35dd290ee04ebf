package io.parley.query.view;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.shared.member.Role;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.Objects;
import org.bson.BsonReader;
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

    /** A member with the id under which the views hold it. */
    record Stored(String id, MemberView member) {}

    static Stored read(BsonReader reader) {
        Parts parts = new Parts();
        ViewCodec.fields(reader, parts::field);
        return new Stored(parts.id, parts.member());
    }

    private static final class Parts {
        private String id = "";
        private Stamp role = new Stamp();
        private Stamp joined = new Stamp();
        private Stamp delivered = new Stamp();
        private Stamp read = new Stamp();
        private Stamp latest = new Stamp();

        private void field(String name, BsonReader reader) {
            switch (name) {
                case ViewSchema.ID -> id = reader.readString();
                case Members.ROLE -> role = Stamp.read(reader);
                case Members.JOINED -> joined = Stamp.read(reader);
                case Members.DELIVERED -> delivered = Stamp.read(reader);
                case Members.READ -> read = Stamp.read(reader);
                case Members.OWN_LATEST -> latest = Stamp.read(reader);
                default -> reader.skipValue();
            }
        }

        private MemberView member() {
            return new MemberView(
                    new UserId(ViewIds.tail(id)),
                    Role.valueOf(required(Members.ROLE, role.text)),
                    joined.seq,
                    required(Members.JOINED, joined.at),
                    joined.firstSeq,
                    mark(delivered),
                    mark(read),
                    read.ordinal,
                    read.own,
                    latest.own,
                    latest.seq);
        }

        private <T> T required(String field, @Nullable T value) {
            return Objects.requireNonNull(value, () -> "The member " + id + " of the views has no " + field + ".");
        }

        private static @Nullable Mark mark(Stamp mark) {
            return mark.at == null ? null : new Mark(mark.seq, mark.at);
        }
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
