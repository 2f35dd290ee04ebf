package io.parley.projection.timeline;

import io.parley.projection.chat.ChatDocument;
import io.parley.projection.deadletter.Projector;
import io.parley.projection.view.ViewChanges;
import io.parley.projection.view.ViewWriter;
import io.parley.shared.chat.ChatId;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.stereotype.Component;

/** Brings a batch of events into the views: read what it needs, fold, write. Projecting events again changes nothing. */
@Component
class TimelineViews implements Projector {
    /** So few that MongoDB writes them well within the time that the client waits for an answer. */
    private static final int DOCUMENTS_AT_ONCE = 5_000;

    private final KnownViewsLoader loader;
    private final ViewWriter writer;

    TimelineViews(KnownViewsLoader loader, ViewWriter writer) {
        this.loader = loader;
        this.writer = writer;
    }

    @Override
    public void project(List<? extends DomainEventMessage<?>> events) {
        project(EventBatch.of(events));
    }

    @Override
    public void leaveOut(String chatId, long seq, boolean isMessage) {
        ViewChanges changes = new ViewChanges();
        ChatId chat = new ChatId(chatId);
        long ordinal = loader.ordinal(chat, seq - 1) + (isMessage ? 1 : 0);
        TimelineDocument.leftOut(chat, seq, ordinal, changes);
        ChatDocument.passed(chat, seq, ordinal, changes);
        writer.write(changes);
    }

    void project(EventBatch batch) {
        for (EventBatch piece : batch.pieces(DOCUMENTS_AT_ONCE)) {
            writer.write(TimelineFold.fold(piece, loader.load(piece)));
        }
    }
}
