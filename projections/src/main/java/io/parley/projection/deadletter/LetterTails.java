package io.parley.projection.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Letters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * What waits beyond a chat's bound: one letter for all that follows in a stream. As the events stay in the event store,
 * nothing is lost by that, however many they become.
 */
@Component
class LetterTails {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> letters;

    LetterTails(MongoDatabase database) {
        this.letters = database.getCollection(Letters.COLLECTION);
    }

    /** Has tails stand for these letters, too. */
    void extend(List<Letter> added) {
        Map<String, List<Letter>> streams = new LinkedHashMap<>();
        added.forEach(letter -> streams.computeIfAbsent(letter.stream(), stream -> new ArrayList<>())
                .add(letter));
        List<UpdateOneModel<Document>> extensions = streams.values().stream()
                .map(waiting ->
                        waiting.get(0).asTail(waiting.get(waiting.size() - 1).seq()))
                .map(tail -> new UpdateOneModel<Document>(
                        eq(ViewSchema.ID, tail.id()), LetterDocument.extension(tail), UPSERT))
                .toList();
        if (!extensions.isEmpty()) {
            letters.bulkWrite(extensions, UNORDERED);
        }
    }

    /**
     * Lets a tail stand for what comes from {@code next} on, if anything does, and be free. Events that it stands for since
     * it was read are not forgotten.
     */
    void advance(Letter tail, long next) {
        var same = and(eq(ViewSchema.ID, tail.id()), eq(ViewSchema.SEQ, tail.seq()));
        if (letters.deleteOne(and(same, lt(Letters.UP_TO, next))).getDeletedCount() == 0) {
            letters.updateOne(
                    same,
                    Updates.combine(
                            Updates.set(ViewSchema.SEQ, next),
                            Updates.set(Letters.CAUSE, null),
                            Updates.set(Letters.ATTEMPTS, 0L),
                            Updates.set(Letters.CLAIMED, LetterDocument.UNCLAIMED)));
        }
    }

    /** The tails of a chat: no more than it has members, and one. */
    List<Letter> of(String chatId) {
        return letters.find(and(
                        gte(ViewSchema.ID, ViewIds.lettersEnd(chatId)),
                        lt(ViewSchema.ID, ViewIds.beyond(ViewIds.prefix(chatId)))))
                .map(LetterDocument::read)
                .into(new ArrayList<>());
    }
}
