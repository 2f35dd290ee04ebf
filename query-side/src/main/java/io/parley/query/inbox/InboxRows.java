package io.parley.query.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.view.ChatView;
import io.parley.query.view.MemberView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Puts rows together: each chat with its last message. */
@Component
class InboxRows {
    /** Bounds what a page of large messages brings into memory before it ends early. */
    private static final int ROWS_AT_ONCE = 32;

    private final LastMessages lastMessages;
    private final MongoCollection<Document> timeline;

    InboxRows(LastMessages lastMessages, @Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.lastMessages = lastMessages;
        this.timeline = database.getCollection(Timeline.COLLECTION);
    }

    /** JSON, in order; at least one row, then as many as fit into {@code bytes}. */
    List<byte[]> read(Inbox inbox, int from, int to, int bytes) {
        List<byte[]> rows = new ArrayList<>(to - from);
        int size = 0;
        for (int next = from; next < to; ) {
            int until = Math.min(to, next + atOnce(rows.size(), size, bytes));
            for (byte[] row : rows(inbox, next, until)) {
                size += row.length + 1;
                if (size > bytes && !rows.isEmpty()) {
                    return rows;
                }
                rows.add(row);
            }
            next = until;
        }
        return rows;
    }

    /** After the first few, as many as there is room for if all are as long as those. */
    private static int atOnce(int rows, int size, int bytes) {
        return rows == 0 ? ROWS_AT_ONCE : Math.max(ROWS_AT_ONCE, (bytes - size) / (size / rows + 1));
    }

    private List<byte[]> rows(Inbox inbox, int from, int until) {
        List<InboxEntry> entries = inbox.entries().subList(from, until);
        Map<String, byte[]> last = lastMessages.of(entries.stream()
                .filter(InboxEntry::showsLastMessage)
                .map(entry -> LastMessages.id(entry.chat()))
                .toList());
        return entries.stream().map(entry -> row(entry, last)).toList();
    }

    private byte[] row(InboxEntry entry, Map<String, byte[]> last) {
        byte[] message = entry.showsLastMessage() ? last.get(LastMessages.id(entry.chat())) : null;
        return entry.row(message, ownBeyondHead(entry));
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
