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
import io.parley.query.view.ViewCodec;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads a run of seqs out of the timeline view. */
@Component
class TimelineReader {
    /** Bounds what a page of large messages brings into memory before it ends early. */
    private static final int DOCUMENTS_AT_ONCE = 64;

    private final MongoCollection<StoredEnvelope> timeline;

    TimelineReader(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.timeline = ViewCodec.collection(database, Timeline.COLLECTION, StoredEnvelope.class, StoredEnvelope::read);
    }

    /**
     * A run of envelopes, each in the form that was asked for.
     *
     * @param items ascending by seq
     * @param more whether the range holds more behind them, in its direction
     */
    record Run<T>(List<T> items, boolean more) {}

    /**
     * In which form to read envelopes.
     *
     * @param size how many bytes one takes on the wire
     */
    record Form<T>(Function<StoredEnvelope, T> of, ToIntFunction<T> size) {
        static final Form<TimelineEnvelope> OBJECTS = new Form<>(StoredEnvelope::envelope, WireSize::of);
        static final Form<byte[]> JSON = new Form<>(StoredEnvelope::json, json -> json.length);
    }

    /**
     * One walk of the index over what is there, however much of the range was left out of the views. At least one
     * envelope, then as many as {@code limit} and {@code bytes} allow from the range's beginning or end.
     */
    <T> Run<T> read(ChatId chatId, PageRange range, int limit, int bytes, Form<T> form) {
        if (range.isEmpty()) {
            return new Run<>(List.of(), false);
        }
        var order = range.ascending() ? Sorts.ascending(ViewSchema.ID) : Sorts.descending(ViewSchema.ID);
        try (MongoCursor<StoredEnvelope> found = timeline.find(Filters.and(
                        Filters.gte(ViewSchema.ID, ViewIds.timeline(chatId, range.first())),
                        Filters.lte(ViewSchema.ID, ViewIds.timeline(chatId, range.last()))))
                .sort(order)
                // The one beyond tells whether there is more.
                .limit(limit + 1)
                .batchSize(DOCUMENTS_AT_ONCE)
                .cursor()) {
            List<T> items = new ArrayList<>();
            boolean more = fill(items, found, limit, bytes, form);
            if (!range.ascending()) {
                Collections.reverse(items);
            }
            return new Run<>(items, more);
        }
    }

    /** Whether something was left for another page. */
    private static <T> boolean fill(
            List<T> items, MongoCursor<StoredEnvelope> found, int limit, int bytes, Form<T> form) {
        int size = 0;
        while (found.hasNext()) {
            T next = form.of().apply(found.next());
            size += form.size().applyAsInt(next);
            if (items.size() == limit || (size > bytes && !items.isEmpty())) {
                return true;
            }
            items.add(next);
        }
        return false;
    }
}
