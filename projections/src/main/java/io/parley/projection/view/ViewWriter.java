package io.parley.projection.view;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import io.parley.engines.mongo.ViewSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.springframework.stereotype.Component;

/** Writes changes into the views, one bulk write per collection. */
@Component
public class ViewWriter {
    /**
     * A chat's head stands in chats and a user finds a chat through memberships: what they promise is written before
     * them, so that no reader is sent to something that is not there yet.
     */
    private static final List<String> ORDER = List.of(
            ViewSchema.Timeline.COLLECTION,
            ViewSchema.Holes.COLLECTION,
            ViewSchema.Members.COLLECTION,
            ViewSchema.Marks.COLLECTION,
            ViewSchema.Chats.COLLECTION,
            ViewSchema.Memberships.COLLECTION);

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 5;

    private static final CodecRegistry WRITTEN = CodecRegistries.fromCodecs(new UpsertCodec());

    private final Map<String, MongoCollection<Upsert>> collections;

    public ViewWriter(MongoDatabase database) {
        this.collections = ORDER.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        name -> database.getCollection(name, Upsert.class).withCodecRegistry(WRITTEN)));
    }

    public void write(ViewChanges changes) {
        for (String collection : ORDER) {
            write(Objects.requireNonNull(collections.get(collection)), changes.of(collection));
        }
    }

    private static void write(MongoCollection<Upsert> collection, List<WriteModel<Upsert>> models) {
        List<WriteModel<Upsert>> open = models;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            try {
                collection.bulkWrite(open, UNORDERED);
                return;
            } catch (MongoBulkWriteException e) {
                if (attempt == ATTEMPTS || !duplicatesOnly(e)) {
                    throw e;
                }
                open = e.getWriteErrors().stream()
                        .map(BulkWriteError::getIndex)
                        .map(open::get)
                        .filter(model -> !(model instanceof InsertOneModel))
                        .toList();
            }
        }
    }

    /**
     * What never changes may be there already, and needs nothing more. Of two upserts that create one document at once, one
     * may fail: repeated, it is an update.
     */
    private static boolean duplicatesOnly(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }
}
