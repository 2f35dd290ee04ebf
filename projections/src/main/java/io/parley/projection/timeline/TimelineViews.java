package io.parley.projection.timeline;

import io.parley.projection.chat.ChatDocument;
import io.parley.projection.deadletter.Projector;
import io.parley.projection.view.ViewChanges;
import io.parley.projection.view.ViewWriter;
import io.parley.shared.chat.ChatId;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.stereotype.Component;

/** Brings a batch of events into the views: read what it needs, fold, write. Projecting events again changes nothing. */
@Component
class TimelineViews implements Projector {
    /** So few that MongoDB writes them well within the time that the client waits for an answer. */
    private static final int DOCUMENTS_AT_ONCE = 5_000;

    private static final int HOLES_AT_ONCE = 1_000;

    private final KnownViewsLoader loader;
    private final CountsLoader counts;
    private final ViewWriter writer;

    TimelineViews(KnownViewsLoader loader, CountsLoader counts, ViewWriter writer) {
        this.loader = loader;
        this.counts = counts;
        this.writer = writer;
    }

    @Override
    public void project(List<? extends DomainEventMessage<?>> events, Set<String> holed) {
        project(EventBatch.of(events), holed);
    }

    /** What was left out counts for nobody: marks that stand there count what comes before. */
    @Override
    public void leaveOut(String chatId, long firstSeq, long lastSeq) {
        ChatId chat = new ChatId(chatId);
        long ordinal = counts.ordinal(chat, firstSeq - 1);
        for (long from = firstSeq; from <= lastSeq; from += HOLES_AT_ONCE) {
            ViewChanges changes = new ViewChanges();
            long to = Math.min(lastSeq, from + HOLES_AT_ONCE - 1);
            for (long seq = from; seq <= to; seq++) {
                TimelineDocument.leftOut(chat, seq, ordinal, changes);
            }
            ChatDocument.passed(chat, to, ordinal, changes);
            writer.write(changes);
        }
    }

    void project(EventBatch batch, Set<String> holed) {
        for (EventBatch piece : batch.pieces(DOCUMENTS_AT_ONCE)) {
            EventBatch counted = holed.isEmpty() ? piece : Recount.of(piece, holed, counts.load(piece, holed));
            writer.write(TimelineFold.fold(counted, loader.load(counted)));
        }
    }
}
