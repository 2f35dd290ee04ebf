package io.parley.query.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.timeline.StoredEnvelope;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.ViewCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The messages with which chats end, as JSON. All members of a chat have the same one in their inboxes, so one that was
 * read serves them all for a moment. Who changes messages in place has to drop them here.
 */
@Component
class LastMessages {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final long BYTES = 16L * 1024 * 1024;
    /** Of one that is kept, beside its JSON. */
    private static final int AROUND = 128;

    private final MongoCollection<StoredEnvelope> timeline;
    private final Cache<String, byte[]> recent = Caffeine.newBuilder()
            .maximumWeight(BYTES)
            .weigher((String id, byte[] json) -> AROUND + json.length)
            .expireAfterWrite(KEPT)
            .build();

    LastMessages(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.timeline = ViewCodec.collection(database, Timeline.COLLECTION, StoredEnvelope.class, StoredEnvelope::read);
    }

    static String id(ChatView chat) {
        return ViewIds.timeline(chat.chatId(), chat.lastMessageSeq());
    }

    /** By {@link #id}; without those that the views do not hold. */
    Map<String, byte[]> of(List<String> ids) {
        Map<String, byte[]> found = new HashMap<>(recent.getAllPresent(ids));
        List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        ChatViews.byIds(timeline, missing, message -> found.put(message.id(), message.json()));
        missing.forEach(id -> keep(id, found.get(id)));
        return found;
    }

    private void keep(String id, byte @Nullable [] json) {
        if (json != null) {
            recent.put(id, json);
        }
    }
}
