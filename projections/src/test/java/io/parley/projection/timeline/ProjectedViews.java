package io.parley.projection.timeline;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.projection.view.ViewWriter;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/** Projects stories into a database and says what the views then hold. */
final class ProjectedViews {
    private static final List<String> COLLECTIONS = List.of(
            Timeline.COLLECTION, Chats.COLLECTION, Members.COLLECTION, Memberships.COLLECTION, Marks.COLLECTION);

    private final MongoDatabase database;
    private final TimelineViews views;
    private final Set<String> holed = new HashSet<>();

    ProjectedViews(MongoDatabase database) {
        this.database = database;
        this.views =
                new TimelineViews(new KnownViewsLoader(database), new CountsLoader(database), new ViewWriter(database));
    }

    void project(EventBatch batch) {
        views.project(batch, holed);
    }

    void leaveOut(ChatId chatId, long seq) {
        views.leaveOut(chatId.value(), seq, seq);
        holed.add(chatId.value());
    }

    Document timeline(ChatId chatId, long seq) {
        return one(Timeline.COLLECTION, ViewIds.timeline(chatId, seq));
    }

    Document chat(ChatId chatId) {
        return one(Chats.COLLECTION, chatId.value());
    }

    Document member(ChatId chatId, String user) {
        return one(Members.COLLECTION, ViewIds.member(chatId, new UserId(user)));
    }

    Document marks(ChatId chatId, long bucket, String user) {
        return one(Marks.COLLECTION, ViewIds.marks(chatId, bucket, new UserId(user)));
    }

    long count(String collection) {
        return database.getCollection(collection).countDocuments();
    }

    long unread(ChatId chatId, String user) {
        Document read = member(chatId, user).get(Members.READ, Document.class);
        Document latest = member(chatId, user).get(Members.OWN_LATEST, Document.class);
        return chat(chatId).get(Chats.LAST, Document.class).getLong(ViewSchema.ORDINAL)
                - read.getLong(ViewSchema.ORDINAL)
                - (latest.getLong(ViewSchema.OWN) - read.getLong(ViewSchema.OWN));
    }

    /** The first entry of one type at or past {@code seq}, from the bucket of {@code seq} alone. */
    Optional<Instant> firstMark(ChatId chatId, long seq, String user, String type) {
        Document bucket = marks(chatId, ViewIds.bucket(seq), user).get(type, new Document());
        return bucket.keySet().stream()
                .filter(upTo -> Long.parseLong(upTo) >= seq)
                .map(upTo -> bucket.get(upTo, Date.class).toInstant())
                .min(Instant::compareTo);
    }

    /** Everything, to be compared with itself later. */
    Map<String, Document> everything() {
        Map<String, Document> everything = new HashMap<>();
        for (String collection : COLLECTIONS) {
            for (Document document : database.getCollection(collection).find().into(new ArrayList<>())) {
                everything.put(collection + "/" + document.getString(ViewSchema.ID), document);
            }
        }
        return everything;
    }

    private Document one(String collection, String id) {
        Document found = database.getCollection(collection)
                .find(Filters.eq(ViewSchema.ID, id))
                .first();
        return found == null ? new Document() : found;
    }
}
