package io.parley.projection.timeline;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Holes;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Reads what the views count in chats from which something was left out: three reads, whatever the batch. */
@Component
class CountsLoader {
    private final MongoCollection<Document> timeline;
    private final MongoCollection<Document> holes;
    private final MongoCollection<Document> members;

    CountsLoader(MongoDatabase database) {
        this.timeline = database.getCollection(Timeline.COLLECTION);
        this.holes = database.getCollection(Holes.COLLECTION);
        this.members = database.getCollection(Members.COLLECTION);
    }

    Counts load(EventBatch batch, Set<String> holed) {
        Set<String> ids = new HashSet<>();
        Set<String> senders = new HashSet<>();
        for (TimelineEntry entry : batch.timeline()) {
            ChatId chat = entry.event().chatId();
            if (holed.contains(chat.value())) {
                ids.add(ViewIds.timeline(chat, entry.seq()));
                ids.add(ViewIds.timeline(chat, Math.max(0, entry.seq() - 1)));
            }
            if (holed.contains(chat.value()) && entry.event() instanceof MessageSent message) {
                senders.add(ViewIds.member(chat, message.sender()));
            }
        }
        Counts counts = new Counts();
        timelineAndHoles(ids, counts);
        for (Document member : byIds(members, senders)) {
            Document latest = member.get(Members.OWN_LATEST, Document.class);
            counts.sent(
                    member.getString(ViewSchema.ID), latest.getLong(ViewSchema.SEQ), latest.getLong(ViewSchema.OWN));
        }
        return counts;
    }

    /** Messages of the chat up to a seq that the views hold, be it left out or not. */
    long ordinal(ChatId chatId, long seq) {
        Counts counts = new Counts();
        timelineAndHoles(Set.of(ViewIds.timeline(chatId, seq)), counts);
        return counts.ordinalAt(chatId, seq);
    }

    /** Where one id is in both, something was left out while it was being projected, and is in the timeline. */
    private void timelineAndHoles(Collection<String> ids, Counts counts) {
        for (Document hole : byIds(holes, ids)) {
            counts.ordinal(hole.getString(ViewSchema.ID), hole.getLong(ViewSchema.ORDINAL));
        }
        for (Document document : byIds(timeline, ids)) {
            String id = document.getString(ViewSchema.ID);
            counts.ordinal(id, document.getLong(ViewSchema.ORDINAL));
            if (document.getLong(ViewSchema.OWN) != null) {
                counts.known(id, document.getLong(ViewSchema.ORDINAL), document.getLong(ViewSchema.OWN));
            }
        }
    }

    private static List<Document> byIds(MongoCollection<Document> collection, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : collection.find(Filters.in(ViewSchema.ID, ids)).into(new ArrayList<>());
    }
}
