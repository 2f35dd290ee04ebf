package io.parley.edge.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who on this node wants what. Touched by the hub's thread only. */
final class Routes {
    private final Map<ChatId, ChatRoute> chats = new HashMap<>();
    private final Map<UserId, UserRoute> users = new HashMap<>();

    ChatRoute chat(ChatId chatId) {
        return chats.computeIfAbsent(chatId, ChatRoute::new);
    }

    UserRoute user(UserId userId) {
        return users.computeIfAbsent(userId, UserRoute::new);
    }

    @Nullable
    ChatRoute knownChat(ChatId chatId) {
        return chats.get(chatId);
    }

    @Nullable
    UserRoute knownUser(UserId userId) {
        return users.get(userId);
    }

    Collection<ChatRoute> chats() {
        return chats.values();
    }

    Collection<UserRoute> users() {
        return users.values();
    }

    void close(LiveStream stream, long nowMillis) {
        UserRoute user = users.get(stream.userId());
        if (user != null) {
            user.remove(stream, nowMillis);
        }
    }

    void leave(LiveStream stream, Collection<ChatId> chatIds, long nowMillis) {
        for (ChatId chatId : chatIds) {
            ChatRoute chat = chats.get(chatId);
            if (chat != null) {
                chat.remove(stream, nowMillis);
            }
        }
    }

    /** Looks at each chat of this node. */
    void leaveAll(LiveStream stream, long nowMillis) {
        chats.values().forEach(chat -> chat.remove(stream, nowMillis));
    }

    /** Takes out the routes without a stream for long enough, for good. */
    List<Route> swept(long emptySinceMillis) {
        Predicate<Route> idle = route -> route.isEmptySince(emptySinceMillis);
        List<Route> swept = new ArrayList<>();
        chats.values().stream().filter(idle).forEach(swept::add);
        users.values().stream().filter(idle).forEach(swept::add);
        chats.values().removeIf(idle);
        users.values().removeIf(idle);
        return swept;
    }

    List<Route> unregistered() {
        return those(route -> !route.isRegistered(), Integer.MAX_VALUE);
    }

    /** Some of those that were registered before then. */
    List<Route> registeredBefore(long millis, int atMost) {
        return those(route -> route.isRegisteredBefore(millis), atMost);
    }

    private List<Route> those(Predicate<Route> such, int atMost) {
        return Stream.<Route>concat(chats.values().stream(), users.values().stream())
                .filter(such)
                .limit(atMost)
                .toList();
    }

    List<Route> forgetRegistrations() {
        chats.values().forEach(Route::unregistered);
        users.values().forEach(Route::unregistered);
        return unregistered();
    }
}
