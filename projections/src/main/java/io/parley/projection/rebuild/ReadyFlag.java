package io.parley.projection.rebuild;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Views;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** What the views say about themselves, for every node and across restarts: whether they are complete. */
@Component
class ReadyFlag {
    private static final Bson TIMELINE = Filters.eq(ViewSchema.ID, Views.TIMELINE_GROUP);

    private final MongoCollection<Document> views;

    ReadyFlag(MongoDatabase database) {
        this.views = database.getCollection(Views.COLLECTION);
    }

    boolean ready() {
        return current().getBoolean(Views.READY, false);
    }

    void makeReady() {
        set(Views.READY);
    }

    /** Notes that a segment has caught up and answers all that have, on whichever node. */
    Set<Integer> caughtUp(Set<Integer> segments) {
        segments.forEach(segment -> set(Views.SEGMENTS + "." + segment));
        Document done = current().get(Views.SEGMENTS, new Document());
        return done.keySet().stream().map(Integer::valueOf).collect(Collectors.toSet());
    }

    private void set(String field) {
        views.updateOne(TIMELINE, Updates.set(field, true), new UpdateOptions().upsert(true));
    }

    private Document current() {
        Document document = views.find(TIMELINE).first();
        return document == null ? new Document() : document;
    }
}
