package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.deadletter.Poison;
import io.parley.projection.member.MemberDocument;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.MessagesRead;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what lies behind a READ mark. Unread is a difference of counts and not of seqs, because other events hold seqs
 * too and a member's own messages are never unread.
 */
final class ReadMarks {
    private final KnownViews known;
    private final Map<String, Long> sent = new HashMap<>();

    ReadMarks(KnownViews known) {
        this.known = known;
    }

    /** Counts a message of the batch, if its sender's mark stands on it or behind it. */
    void sent(String member, MessageSent message, long seq) {
        MessagesRead read = known.reads().get(member);
        if (read != null && seq <= read.upTo()) {
            sent.merge(member, message.senderOrdinal(), Math::max);
        }
    }

    /** To be called when all messages of the batch are counted. */
    void moved(ViewChanges changes) {
        known.reads().forEach((id, read) -> moved(id, read, changes));
    }

    private void moved(String id, MessagesRead read, ViewChanges changes) {
        KnownMember member = known.members().get(id);
        boolean passed = member != null && member.readSeq() > read.upTo();
        if (!passed) {
            MemberDocument.read(id, read, ordinalAt(read), ownAt(read, id, member), changes);
        }
    }

    private long ordinalAt(MessagesRead read) {
        String id = ViewIds.timeline(read.chatId(), read.upTo());
        Long ordinal = known.ordinals().get(id);
        if (ordinal == null) {
            throw new Poison(
                    ReadMarks.class.getName(),
                    "A READ mark stands on " + id + ", which is not in the timeline view."
                            + " Rebuild the views: they and their tokens are not of one piece.");
        }
        return ordinal;
    }

    private long ownAt(MessagesRead read, String id, @Nullable KnownMember member) {
        long own = member == null ? 0 : ownInView(read, id, member);
        return Math.max(own, sent.getOrDefault(id, 0L));
    }

    private long ownInView(MessagesRead read, String id, KnownMember member) {
        if (member.latestSeq() <= read.upTo()) {
            return member.latestOwn();
        }
        return known.ownAtMark().getOrDefault(id, member.readOwn());
    }
}
