package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.deadletter.Poison;
import io.parley.projection.member.MemberDocument;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.MessagesRead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what lies behind a READ mark. Unread is a difference of counts and not of seqs, because other events hold seqs
 * too and a member's own messages are never unread.
 */
final class ReadMarks {
    private final KnownViews known;
    private final Map<String, Long> ordinals = new HashMap<>();
    private final Map<String, List<TimelineEntry>> sent = new HashMap<>();

    ReadMarks(EventBatch batch, KnownViews known) {
        this.known = known;
        for (TimelineEntry entry : batch.timeline()) {
            long ordinal = 0;
            if (entry.event() instanceof MessageSent message) {
                ordinal = message.ordinal();
                sent.computeIfAbsent(ViewIds.member(message.chatId(), message.sender()), id -> new ArrayList<>())
                        .add(entry);
            }
            ordinals.put(ViewIds.timeline(entry.event().chatId(), entry.seq()), ordinal);
        }
    }

    void moved(MessagesRead read, ViewChanges changes) {
        String id = ViewIds.member(read.chatId(), read.userId());
        KnownMember member = known.members().get(id);
        boolean passed = member != null && member.readSeq() > read.upTo();
        if (!passed) {
            MemberDocument.read(read, ordinalAt(read), ownAt(read, id, member), changes);
        }
    }

    private long ordinalAt(MessagesRead read) {
        String id = ViewIds.timeline(read.chatId(), read.upTo());
        Long ordinal = ordinals.getOrDefault(id, known.ordinals().get(id));
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
        for (TimelineEntry entry : sent.getOrDefault(id, List.of())) {
            if (entry.seq() <= read.upTo() && entry.event() instanceof MessageSent message) {
                own = Math.max(own, message.senderOrdinal());
            }
        }
        return own;
    }

    private long ownInView(MessagesRead read, String id, KnownMember member) {
        if (member.latestSeq() <= read.upTo()) {
            return member.latestOwn();
        }
        return known.ownAtMark().getOrDefault(id, member.readOwn());
    }
}
