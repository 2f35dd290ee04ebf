package io.parley.query.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.timeline.EnvelopeReader;
import io.parley.query.timeline.WireSize;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberView;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.timeline.MessageEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Puts rows together: each chat with its last message. */
@Component
class InboxRows {
    private static final int FIELDS = 320;
    /** Bounds what a page of large messages brings into memory before it ends early. */
    private static final int ROWS_AT_ONCE = 32;

    private final MongoCollection<Document> timeline;

    InboxRows(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.timeline = database.getCollection(Timeline.COLLECTION);
    }

    /** In order; at least one, then as many as fit into {@code bytes}. */
    List<FindInbox.Row> read(List<InboxEntry> entries, int bytes) {
        List<FindInbox.Row> rows = new ArrayList<>();
        int size = 0;
        for (int from = 0; from < entries.size(); from += ROWS_AT_ONCE) {
            List<InboxEntry> some = entries.subList(from, Math.min(entries.size(), from + ROWS_AT_ONCE));
            for (FindInbox.Row row : rows(some)) {
                size += size(row);
                if (size > bytes && !rows.isEmpty()) {
                    return rows;
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static int size(FindInbox.Row row) {
        MessageEnvelope last = row.lastMessage();
        return FIELDS + WireSize.of(row.title()) + (last == null ? 0 : WireSize.of(last));
    }

    private List<FindInbox.Row> rows(List<InboxEntry> entries) {
        List<String> ids = entries.stream()
                .filter(InboxEntry::showsLastMessage)
                .map(InboxEntry::chat)
                .map(chat -> ViewIds.timeline(chat.chatId(), chat.lastMessageSeq()))
                .toList();
        Map<ChatId, MessageEnvelope> last = new HashMap<>();
        ChatViews.byIds(timeline, ids, document -> {
            MessageEnvelope message = EnvelopeReader.message(document);
            last.put(message.chatId(), message);
        });
        return entries.stream()
                .map(entry -> entry.row(last.get(entry.chat().chatId()), ownBeyondHead(entry)))
                .toList();
    }

    private long ownBeyondHead(InboxEntry entry) {
        if (!entry.hasOwnBeyondHead()) {
            return 0;
        }
        ChatView chat = entry.chat();
        MemberView member = entry.member();
        long own = 0;
        for (Document ignored : timeline.find(Filters.and(
                        Filters.gt(ViewSchema.ID, ViewIds.timeline(chat.chatId(), chat.headSeq())),
                        Filters.lte(ViewSchema.ID, ViewIds.timeline(chat.chatId(), member.ownSeq())),
                        Filters.eq(Timeline.TYPE, Timeline.MESSAGE),
                        Filters.eq(Timeline.FROM, member.userId().value())))
                .projection(Projections.include(ViewSchema.ID))) {
            own++;
        }
        return own;
    }
}
