package io.parley.edge.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chats that this node opened moments ago: the view of a member's chats may not show them yet. */
@Component
public final class RecentChats {
    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final int USERS = 100_000;

    private final Cache<UserId, Set<ChatId>> byUser =
            Caffeine.newBuilder().maximumSize(USERS).expireAfterWrite(KEPT).build();

    public void opened(ChatId chatId, UserId creator, List<UserId> members) {
        add(creator, chatId);
        members.forEach(member -> add(member, chatId));
    }

    /** Whether {@code shown} lacks none of them. */
    public boolean areAllAmong(Collection<ChatId> shown, UserId userId) {
        @Nullable Set<ChatId> chats = byUser.getIfPresent(userId);
        return chats == null || new HashSet<>(shown).containsAll(chats);
    }

    private void add(UserId userId, ChatId chatId) {
        byUser.asMap().merge(userId, Set.of(chatId), RecentChats::union);
    }

    private static Set<ChatId> union(Set<ChatId> some, Set<ChatId> others) {
        Set<ChatId> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
