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
import java.util.stream.LongStream;
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

    /** Ascending by seq; at least one, then as many as fit into {@code bytes} from the range's beginning or end. */
    List<TimelineEnvelope> read(ChatId chatId, PageRange range, int bytes) {
        if (range.isEmpty()) {
            return List.of();
        }
        List<String> ids = LongStream.rangeClosed(range.first(), range.last())
                .mapToObj(seq -> ViewIds.timeline(chatId, seq))
                .toList();
        var order = range.ascending() ? Sorts.ascending(ViewSchema.ID) : Sorts.descending(ViewSchema.ID);
        List<TimelineEnvelope> items = new ArrayList<>();
        try (MongoCursor<Document> documents = timeline.find(Filters.in(ViewSchema.ID, ids))
                .sort(order)
                .batchSize(DOCUMENTS_AT_ONCE)
                .cursor()) {
            fill(items, documents, bytes);
        }
        if (!range.ascending()) {
            Collections.reverse(items);
        }
        return items;
    }

    private static void fill(List<TimelineEnvelope> items, MongoCursor<Document> documents, int bytes) {
        int size = 0;
        while (documents.hasNext()) {
            TimelineEnvelope next = EnvelopeReader.envelope(documents.next());
            size += WireSize.of(next);
            if (size > bytes && !items.isEmpty()) {
                return;
            }
            items.add(next);
        }
    }
}
