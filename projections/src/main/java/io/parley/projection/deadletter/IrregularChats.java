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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which chats are not projected like all others. Every chat that has letters is among them, some that had; and exactly
 * those that lack something that was left out.
 *
 * <p>Only who works on a chat's segment makes it irregular. So they are remembered from when a segment was claimed, with
 * those that came since; and only what others may have done to those is asked.
 */
@Component
class IrregularChats {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    /** Far more than may have letters at once; were there more with holes, each batch would ask. */
    private static final int REMEMBERED_AT_MOST = 10_000;

    private final MongoCollection<Document> chats;
    /** All that may be irregular in the segments of this node; null where that is not known. Guarded by this. */
    private @Nullable Set<String> remembered;

    IrregularChats(MongoDatabase database) {
        this.chats = database.getCollection(Irregular.COLLECTION);
    }

    /** To be called when a segment was claimed: whoever had it before may have made chats of it irregular. */
    synchronized void segmentClaimed() {
        remembered = null;
    }

    /** Those of the chats, of segments that this node works on, that may have letters or have holes. */
    Set<String> among(Collection<String> asked) {
        Set<String> suspects = suspectsAmong(asked);
        if (suspects.isEmpty()) {
            return Set.of();
        }
        Set<String> found = ids(in(ViewSchema.ID, suspects));
        suspects.removeAll(found);
        forget(suspects);
        return found;
    }

    private synchronized Set<String> suspectsAmong(Collection<String> asked) {
        if (remembered == null) {
            remembered = read();
        }
        if (remembered.isEmpty()) {
            return Set.of();
        }
        Set<String> suspects = new HashSet<>(asked);
        if (remembered.size() <= REMEMBERED_AT_MOST) {
            suspects.retainAll(remembered);
        }
        return suspects;
    }

    private Set<String> read() {
        Set<String> all = new HashSet<>();
        chats.find().limit(REMEMBERED_AT_MOST + 1).forEach(chat -> all.add(chat.getString(ViewSchema.ID)));
        return all;
    }

    private synchronized void remember(String chatId) {
        if (remembered != null) {
            remembered.add(chatId);
        }
    }

    private synchronized void forget(Set<String> chatIds) {
        if (remembered != null && remembered.size() <= REMEMBERED_AT_MOST) {
            remembered.removeAll(chatIds);
        }
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
        remember(chatId);
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
