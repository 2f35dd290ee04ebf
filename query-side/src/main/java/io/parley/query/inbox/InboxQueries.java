package io.parley.query.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.timeline.EnvelopeReader;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberView;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.MessageEnvelope;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Inboxes. Put together when asked, so that a message costs one write whatever the size of its chat. */
@Component
class InboxQueries {
    private final Views views;
    private final ChatViews chats;
    private final MongoCollection<Document> timeline;

    InboxQueries(Views views, ChatViews chats, MongoDatabase database) {
        this.views = views;
        this.chats = chats;
        this.timeline = database.getCollection(Timeline.COLLECTION);
    }

    @QueryHandler
    FindInbox.Page handle(FindInbox query) {
        if (query.limit() < 1 || query.limit() > FindInbox.MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + FindInbox.MAX_LIMIT + ".");
        }
        return views.read(() -> page(query));
    }

    private FindInbox.Page page(FindInbox query) {
        InboxPlace after = query.cursor() == null ? null : InboxPlace.of(query.cursor());
        List<InboxEntry> rest = entries(query.userId())
                .filter(entry -> after == null || entry.place().compareTo(after) > 0)
                .sorted(Comparator.comparing(InboxEntry::place))
                .toList();
        List<InboxEntry> page = rest.subList(0, Math.min(rest.size(), query.limit()));
        String next =
                page.size() < rest.size() ? page.get(page.size() - 1).place().cursor() : null;
        return new FindInbox.Page(rows(page), next);
    }

    private Stream<InboxEntry> entries(UserId userId) {
        return chats.chatsOf(userId).stream().map(in -> new InboxEntry(in.chat(), in.member()));
    }

    private List<FindInbox.Row> rows(List<InboxEntry> page) {
        List<String> ids = page.stream()
                .filter(InboxEntry::showsLastMessage)
                .map(InboxEntry::chat)
                .map(chat -> ViewIds.timeline(chat.chatId(), chat.lastMessageSeq()))
                .toList();
        Map<ChatId, MessageEnvelope> last = new HashMap<>();
        ChatViews.byIds(timeline, ids, document -> {
            MessageEnvelope message = EnvelopeReader.message(document);
            last.put(message.chatId(), message);
        });
        return page.stream()
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
