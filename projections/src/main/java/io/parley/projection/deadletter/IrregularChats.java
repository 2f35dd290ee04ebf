package io.parley.projection.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Irregular;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Which chats are not projected like all others. Every chat that has letters is among them, some that had; and exactly
 * those that lack something that was left out. As a rule there are none, and that is one small question a batch.
 */
@Component
class IrregularChats {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> chats;

    IrregularChats(MongoDatabase database) {
        this.chats = database.getCollection(Irregular.COLLECTION);
    }

    /** Those of the chats that may have letters or have holes. */
    Set<String> among(Collection<String> asked) {
        return chats.find().limit(1).first() == null ? Set.of() : ids(in(ViewSchema.ID, asked));
    }

    /** Those of the chats that have holes. Without letters, a chat gets no further ones. */
    Set<String> holedAmong(Collection<String> asked) {
        return asked.isEmpty() ? Set.of() : ids(and(in(ViewSchema.ID, asked), eq(Irregular.HOLES, true)));
    }

    private Set<String> ids(Bson filter) {
        return chats.find(filter).into(new ArrayList<>()).stream()
                .map(chat -> chat.getString(ViewSchema.ID))
                .collect(Collectors.toSet());
    }

    /** How many there are; no fewer than have letters. */
    long count() {
        return chats.countDocuments();
    }

    /** To be called before letters are added, and again behind them: it may have been forgotten in between. */
    void haveLetters(String chatId) {
        note(chatId, Updates.inc(Irregular.CHANGES, 1L));
    }

    /** To be called after holes were made and before their letters go. */
    void haveHoles(String chatId) {
        note(chatId, Updates.combine(List.of(Updates.inc(Irregular.CHANGES, 1L), Updates.set(Irregular.HOLES, true))));
    }

    private void note(String chatId, Bson change) {
        chats.updateOne(eq(ViewSchema.ID, chatId), change, UPSERT);
    }

    /** Forgets a chat that has neither letters nor holes, unless something was done to it meanwhile. */
    void forgetUnless(String chatId, Predicate<String> hasLetters) {
        Document known = chats.find(eq(ViewSchema.ID, chatId)).first();
        if (known != null && !known.getBoolean(Irregular.HOLES, false) && !hasLetters.test(chatId)) {
            chats.deleteOne(and(eq(ViewSchema.ID, chatId), eq(Irregular.CHANGES, known.getLong(Irregular.CHANGES))));
        }
    }
}
