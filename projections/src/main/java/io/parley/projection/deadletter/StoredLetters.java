package io.parley.projection.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Letters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The letters as MongoDB holds them. A letter's id says its chat and its place among all events, so that a chat's letters
 * are one range in their order, and setting an event aside twice leaves one letter.
 */
@Component
class StoredLetters {
    /** Longer than projecting one event can take, short enough for a node that was lost with its claim. */
    static final Duration CLAIM = Duration.ofSeconds(30);

    private static final int DUPLICATE_KEY = 11000;
    private static final Bson IN_ORDER = Sorts.ascending(ViewSchema.ID);
    private static final Bson LAST_FIRST = Sorts.descending(ViewSchema.ID);

    private final MongoCollection<Document> letters;
    private final Clock clock;

    StoredLetters(MongoDatabase database, Clock clock) {
        this.letters = database.getCollection(Letters.COLLECTION);
        this.clock = clock;
    }

    /** Those that are there already stay as they are. */
    void insert(List<Letter> added) {
        List<Document> open = added.stream().map(LetterDocument::of).toList();
        while (!open.isEmpty()) {
            try {
                letters.insertMany(open);
                return;
            } catch (MongoBulkWriteException e) {
                BulkWriteError error = e.getWriteErrors().stream().findFirst().orElseThrow(() -> e);
                if (error.getCode() != DUPLICATE_KEY) {
                    throw e;
                }
                open = open.subList(error.getIndex() + 1, open.size());
            }
        }
    }

    /** Answers false where it is not there any more. */
    boolean update(Letter letter) {
        return letters.updateOne(eq(ViewSchema.ID, letter.id()), LetterDocument.update(letter))
                        .getMatchedCount()
                == 1;
    }

    void remove(List<Letter> several) {
        letters.deleteMany(in(ViewSchema.ID, several.stream().map(Letter::id).toList()));
    }

    void removeAll() {
        letters.deleteMany(new Document());
    }

    long count() {
        return letters.countDocuments();
    }

    long count(String chatId) {
        return letters.countDocuments(of(chatId));
    }

    Optional<Letter> first(String chatId) {
        return one(of(chatId), IN_ORDER);
    }

    Optional<Letter> last(String chatId) {
        return one(of(chatId), LAST_FIRST);
    }

    /** The last letter that is no tail. */
    Optional<Letter> lastKept(String chatId) {
        return one(between(ViewIds.prefix(chatId), ViewIds.lettersEnd(chatId)), LAST_FIRST);
    }

    /** The last letter that knows its place among all events. */
    Optional<Letter> lastPlaced(String chatId) {
        return one(between(ViewIds.prefix(chatId), ViewIds.letter(chatId, Long.MAX_VALUE)), LAST_FIRST);
    }

    private Optional<Letter> one(Bson range, Bson order) {
        return Optional.ofNullable(letters.find(range).sort(order).first()).map(LetterDocument::read);
    }

    /** All letters of a chat, in order, as they are asked for. */
    Iterable<Letter> all(String chatId) {
        return letters.find(of(chatId)).sort(IN_ORDER).map(LetterDocument::read);
    }

    List<Letter> some(String chatId, int limit) {
        return some(of(chatId), limit);
    }

    /** Letters of a chat from one on, in order. */
    List<Letter> from(Letter letter, int limit) {
        return some(between(letter.id(), end(letter.chatId())), limit);
    }

    private List<Letter> some(Bson range, int limit) {
        return letters.find(range)
                .sort(IN_ORDER)
                .limit(limit)
                .map(LetterDocument::read)
                .into(new ArrayList<>());
    }

    /** Chats with letters whose ids come after {@code after}, in order. Leaps from one to the next, past their letters. */
    List<String> chats(String after, int limit) {
        List<String> chats = new ArrayList<>();
        String from = after.isEmpty() ? after : ViewIds.beyond(ViewIds.prefix(after));
        while (chats.size() < limit) {
            Document next =
                    letters.find(gte(ViewSchema.ID, from)).sort(IN_ORDER).first();
            if (next == null) {
                return chats;
            }
            String chatId = ViewIds.head(next.getString(ViewSchema.ID));
            chats.add(chatId);
            from = ViewIds.beyond(ViewIds.prefix(chatId));
        }
        return chats;
    }

    /** The first letter of a chat, so that nobody else works on this chat for a while; null where somebody does. */
    @Nullable
    Letter claimedFirst(String chatId) {
        return first(chatId).filter(this::claim).orElse(null);
    }

    /** The letter behind a claimed one; null where there is none. */
    @Nullable
    Letter claimedAfter(Letter letter) {
        return one(and(gt(ViewSchema.ID, letter.id()), lt(ViewSchema.ID, end(letter.chatId()))), IN_ORDER)
                .filter(this::claim)
                .orElse(null);
    }

    private boolean claim(Letter letter) {
        Instant now = clock.instant();
        Bson free = and(eq(ViewSchema.ID, letter.id()), lt(Letters.CLAIMED, now));
        return letters.updateOne(free, Updates.set(Letters.CLAIMED, now.plus(CLAIM)))
                        .getMatchedCount()
                == 1;
    }

    /** Lets others work on the chat. */
    void release(Letter letter) {
        letters.updateOne(eq(ViewSchema.ID, letter.id()), Updates.set(Letters.CLAIMED, LetterDocument.UNCLAIMED));
    }

    private static Bson of(String chatId) {
        return between(ViewIds.prefix(chatId), end(chatId));
    }

    private static String end(String chatId) {
        return ViewIds.beyond(ViewIds.prefix(chatId));
    }

    private static Bson between(String from, String to) {
        return and(gte(ViewSchema.ID, from), lt(ViewSchema.ID, to));
    }
}
