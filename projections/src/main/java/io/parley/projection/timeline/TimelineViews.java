package io.parley.projection.timeline;

import io.parley.projection.view.ViewWriter;
import org.springframework.stereotype.Component;

/** Brings a batch of events into the views: read what it needs, fold, write. Projecting events again changes nothing. */
@Component
class TimelineViews {
    private static final int DOCUMENTS_AT_ONCE = 20_000;

    private final KnownViewsLoader loader;
    private final ViewWriter writer;

    TimelineViews(KnownViewsLoader loader, ViewWriter writer) {
        this.loader = loader;
        this.writer = writer;
    }

    void project(EventBatch batch) {
        for (EventBatch piece : batch.pieces(DOCUMENTS_AT_ONCE)) {
            writer.write(TimelineFold.fold(piece, loader.load(piece)));
        }
    }
}
