package io.parley.query.timeline;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads a run of seqs out of the timeline view. */
@Component
class TimelineReader {
    /** Bounds what a page of large messages brings into memory before it ends early. */
    private static final int DOCUMENTS_AT_ONCE = 64;

    private final MongoCollection<Document> timeline;

    TimelineReader(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.timeline = database.getCollection(Timeline.COLLECTION);
    }

    /**
     * A run of envelopes.
     *
     * @param items ascending by seq
     * @param more whether the range holds more behind them, in its direction
     */
    record Run(List<TimelineEnvelope> items, boolean more) {}

    /**
     * One walk of the index over what is there, however much of the range was left out of the views. At least one
     * envelope, then as many as {@code limit} and {@code bytes} allow from the range's beginning or end.
     */
    Run read(ChatId chatId, PageRange range, int limit, int bytes) {
        if (range.isEmpty()) {
            return new Run(List.of(), false);
        }
        var order = range.ascending() ? Sorts.ascending(ViewSchema.ID) : Sorts.descending(ViewSchema.ID);
        try (MongoCursor<Document> documents = timeline.find(Filters.and(
                        Filters.gte(ViewSchema.ID, ViewIds.timeline(chatId, range.first())),
                        Filters.lte(ViewSchema.ID, ViewIds.timeline(chatId, range.last()))))
                .sort(order)
                // The one beyond tells whether there is more.
                .limit(limit + 1)
                .batchSize(DOCUMENTS_AT_ONCE)
                .cursor()) {
            return run(documents, range.ascending(), limit, bytes);
        }
    }

    private static Run run(MongoCursor<Document> documents, boolean ascending, int limit, int bytes) {
        List<TimelineEnvelope> items = new ArrayList<>();
        boolean more = fill(items, documents, limit, bytes);
        if (!ascending) {
            Collections.reverse(items);
        }
        return new Run(items, more);
    }

    /** Whether something was left for another page. */
    private static boolean fill(List<TimelineEnvelope> items, MongoCursor<Document> documents, int limit, int bytes) {
        int size = 0;
        while (documents.hasNext()) {
            TimelineEnvelope next = EnvelopeReader.envelope(documents.next());
            size += WireSize.of(next);
            if (items.size() == limit || (size > bytes && !items.isEmpty())) {
                return true;
            }
            items.add(next);
        }
        return false;
    }
}
