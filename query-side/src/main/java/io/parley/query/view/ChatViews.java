package io.parley.query.view;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Chats and members in the views, by their ids. */
@Component
public class ChatViews {
    private static final int IDS_AT_ONCE = 1_000;

    private final MongoCollection<Document> chats;
    private final MongoCollection<Document> members;
    private final MongoCollection<Document> memberships;

    public ChatViews(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.chats = database.getCollection(Chats.COLLECTION);
        this.members = database.getCollection(Members.COLLECTION);
        this.memberships = database.getCollection(Memberships.COLLECTION);
    }

    public Optional<ChatView> chat(ChatId chatId) {
        return Optional.ofNullable(byId(chats, chatId.value())).map(ChatView::of);
    }

    public Optional<MemberView> member(ChatId chatId, UserId userId) {
        return Optional.ofNullable(byId(members, ViewIds.member(chatId, userId)))
                .map(MemberView::of);
    }

    /** Those of the chats that the views hold. */
    public Map<ChatId, ChatView> chats(List<ChatId> chatIds) {
        Map<ChatId, ChatView> found = new HashMap<>();
        byIds(chats, chatIds.stream().map(ChatId::value).toList(), document -> {
            ChatView chat = ChatView.of(document);
            found.put(chat.chatId(), chat);
        });
        return found;
    }

    /** Every chat of the user, in order of chat id. */
    public List<MemberChat> chatsOf(UserId userId) {
        return memberChats(userId, chatIdsOf(userId));
    }

    /** The ids of every chat of the user, in their order. */
    public List<ChatId> chatIdsOf(UserId userId) {
        String prefix = ViewIds.prefix(userId.value());
        return chatIds(range(prefix, ViewIds.beyond(prefix)), 0);
    }

    /**
     * Some chats of a user, in order of chat id.
     *
     * @param next the last that was looked at, where there may be more
     */
    public record Run(List<ChatView> chats, @Nullable ChatId next) {}

    /** Chats of the user whose ids come after {@code after}, in order of chat id, at most {@code limit} of them. */
    public Run chatsAfter(UserId userId, String after, int limit) {
        String prefix = ViewIds.prefix(userId.value());
        Bson rest = Filters.and(
                Filters.gt(ViewSchema.ID, prefix + after), Filters.lt(ViewSchema.ID, ViewIds.beyond(prefix)));
        List<ChatId> ids = chatIds(rest, limit);
        Map<ChatId, ChatView> found = chats(ids);
        return new Run(
                ids.stream().filter(found::containsKey).map(found::get).toList(),
                ids.size() < limit ? null : ids.get(limit - 1));
    }

    /** Those of the chats that the views hold, and nothing behind them. */
    public Run run(List<ChatId> chatIds) {
        Map<ChatId, ChatView> found = chats(chatIds);
        return new Run(
                chatIds.stream().filter(found::containsKey).map(found::get).toList(), null);
    }

    private List<MemberChat> memberChats(UserId userId, List<ChatId> ids) {
        // Chats before members, so that no membership is older than its chat's head.
        Map<ChatId, ChatView> found = chats(ids);
        Map<ChatId, MemberView> memberIn = memberIn(ids, userId);
        List<MemberChat> both = new ArrayList<>();
        for (ChatId id : ids) {
            ChatView chat = found.get(id);
            MemberView member = memberIn.get(id);
            if (chat != null && member != null) {
                both.add(new MemberChat(chat, member));
            }
        }
        return both;
    }

    private Map<ChatId, MemberView> memberIn(List<ChatId> chatIds, UserId userId) {
        Map<ChatId, MemberView> found = new HashMap<>();
        List<String> ids =
                chatIds.stream().map(chat -> ViewIds.member(chat, userId)).toList();
        byIds(members, ids, document -> {
            String id = document.getString(ViewSchema.ID);
            found.put(new ChatId(id.substring(0, id.indexOf(':'))), MemberView.of(document));
        });
        return found;
    }

    private List<ChatId> chatIds(Bson filter, int limit) {
        List<ChatId> found = new ArrayList<>();
        memberships
                .find(filter)
                .sort(Sorts.ascending(ViewSchema.ID))
                .limit(limit)
                .projection(Projections.include(ViewSchema.ID))
                .forEach(document -> found.add(new ChatId(ViewIds.tail(document.getString(ViewSchema.ID)))));
        return found;
    }

    /** Every member of the chat, in order of user id. */
    public List<MemberView> members(ChatId chatId) {
        String prefix = ViewIds.prefix(chatId.value());
        return members(range(prefix, ViewIds.beyond(prefix)), 0);
    }

    /** At most {@code limit} members of the chat whose user ids come after {@code after}, in order of user id. */
    public List<MemberView> membersAfter(ChatId chatId, String after, int limit) {
        String prefix = ViewIds.prefix(chatId.value());
        Bson rest = Filters.and(
                Filters.gt(ViewSchema.ID, prefix + after), Filters.lt(ViewSchema.ID, ViewIds.beyond(prefix)));
        return members(rest, limit);
    }

    private List<MemberView> members(Bson filter, int limit) {
        List<MemberView> found = new ArrayList<>();
        members.find(filter)
                .sort(Sorts.ascending(ViewSchema.ID))
                .limit(limit)
                .forEach(document -> found.add(MemberView.of(document)));
        return found;
    }

    /** Ids from {@code from} (inclusive) to {@code to} (exclusive). */
    public static Bson range(String from, String to) {
        return Filters.and(Filters.gte(ViewSchema.ID, from), Filters.lt(ViewSchema.ID, to));
    }

    /** Reads documents by id, many at a time. */
    public static void byIds(MongoCollection<Document> collection, List<String> ids, Consumer<Document> each) {
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
            collection.find(Filters.in(ViewSchema.ID, some)).forEach(each);
        }
    }

    private static @Nullable Document byId(MongoCollection<Document> collection, String id) {
        return collection.find(Filters.eq(ViewSchema.ID, id)).first();
    }
}
