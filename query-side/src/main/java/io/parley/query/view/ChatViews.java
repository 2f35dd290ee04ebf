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
import java.util.stream.IntStream;
import org.bson.BsonReader;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Chats and members in the views, by their ids. */
@Component
public class ChatViews {
    private static final int IDS_AT_ONCE = 1_000;

    private final MongoCollection<ChatView> chats;
    private final MongoCollection<MemberView.Stored> members;
    private final MongoCollection<Id> memberships;

    private record Id(String value) {}

    public ChatViews(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database) {
        this.chats = ViewCodec.collection(database, Chats.COLLECTION, ChatView.class, ChatView::read);
        this.members = ViewCodec.collection(database, Members.COLLECTION, MemberView.Stored.class, MemberView::read);
        this.memberships = ViewCodec.collection(database, Memberships.COLLECTION, Id.class, ChatViews::id);
    }

    private static Id id(BsonReader reader) {
        StringBuilder id = new StringBuilder();
        ViewCodec.fields(reader, (name, value) -> {
            if (name.equals(ViewSchema.ID)) {
                id.append(value.readString());
            } else {
                value.skipValue();
            }
        });
        return new Id(id.toString());
    }

    public Optional<ChatView> chat(ChatId chatId) {
        return Optional.ofNullable(byId(chats, chatId.value()));
    }

    public Optional<MemberView> member(ChatId chatId, UserId userId) {
        return Optional.ofNullable(byId(members, ViewIds.member(chatId, userId)))
                .map(MemberView.Stored::member);
    }

    /** Those of the chats that the views hold. */
    public Map<ChatId, ChatView> chats(List<ChatId> chatIds) {
        Map<ChatId, ChatView> found = new HashMap<>();
        byIds(chats, chatIds.stream().map(ChatId::value).toList(), chat -> found.put(chat.chatId(), chat));
        return found;
    }

    /**
     * Every chat of each user, in order of chat id.
     *
     * @param enough with the user that brings it to so many chats it ends
     */
    public List<List<MemberChat>> chatsOf(List<UserId> userIds, int enough) {
        List<List<ChatId>> idsOfEach = chatIdsOf(userIds, enough);
        List<UserId> users = userIds.subList(0, idsOfEach.size());
        // Chats before members, so that no membership is older than its chat's head.
        Map<ChatId, ChatView> found =
                chats(idsOfEach.stream().flatMap(List::stream).distinct().toList());
        Map<String, MemberView> memberships = memberships(users, idsOfEach);
        return IntStream.range(0, users.size())
                .mapToObj(i -> memberChats(users.get(i), idsOfEach.get(i), found, memberships))
                .toList();
    }

    private Map<String, MemberView> memberships(List<UserId> users, List<List<ChatId>> chatIdsOfEach) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            UserId user = users.get(i);
            chatIdsOfEach.get(i).forEach(chat -> ids.add(ViewIds.member(chat, user)));
        }
        Map<String, MemberView> found = new HashMap<>();
        byIds(members, ids, stored -> found.put(stored.id(), stored.member()));
        return found;
    }

    private static List<MemberChat> memberChats(
            UserId userId, List<ChatId> ids, Map<ChatId, ChatView> chats, Map<String, MemberView> memberships) {
        List<MemberChat> both = new ArrayList<>();
        for (ChatId id : ids) {
            ChatView chat = chats.get(id);
            MemberView member = memberships.get(ViewIds.member(id, userId));
            if (chat != null && member != null) {
                both.add(new MemberChat(chat, member));
            }
        }
        return both;
    }

    /**
     * The ids of every chat of each user, in their order.
     *
     * @param enough with the user that brings it to so many ids it ends
     */
    public List<List<ChatId>> chatIdsOf(List<UserId> userIds, int enough) {
        Map<String, List<ChatId>> byUser = new HashMap<>();
        memberships
                .find(chatsOfAny(userIds))
                .sort(Sorts.ascending(ViewSchema.ID))
                .projection(Projections.include(ViewSchema.ID))
                .batchSize(IDS_AT_ONCE)
                .forEach(id -> byUser.computeIfAbsent(ViewIds.head(id.value()), user -> new ArrayList<>())
                        .add(new ChatId(ViewIds.tail(id.value()))));
        List<List<ChatId>> ofEach = new ArrayList<>();
        int count = 0;
        for (UserId userId : userIds) {
            if (count >= enough) {
                break;
            }
            List<ChatId> ids = byUser.getOrDefault(userId.value(), List.of());
            ofEach.add(ids);
            count += ids.size();
        }
        return ofEach;
    }

    private static Bson chatsOfAny(List<UserId> userIds) {
        List<Bson> ranges = userIds.stream()
                .distinct()
                .map(user -> ViewIds.prefix(user.value()))
                .map(prefix -> range(prefix, ViewIds.beyond(prefix)))
                .toList();
        return ranges.size() == 1 ? ranges.get(0) : Filters.or(ranges);
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
                .forEach(stored -> found.add(stored.member()));
        return found;
    }

    /** Ids from {@code from} (inclusive) to {@code to} (exclusive). */
    public static Bson range(String from, String to) {
        return Filters.and(Filters.gte(ViewSchema.ID, from), Filters.lt(ViewSchema.ID, to));
    }

    /** Reads documents by id, many at a time. */
    public static <T> void byIds(MongoCollection<T> collection, List<String> ids, Consumer<T> each) {
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
            // In one round trip: MongoDB's own first batch has 101 documents.
            collection
                    .find(Filters.in(ViewSchema.ID, some))
                    .batchSize(some.size())
                    .forEach(each);
        }
    }

    private static <T> @Nullable T byId(MongoCollection<T> collection, String id) {
        return collection.find(Filters.eq(ViewSchema.ID, id)).first();
    }
}
