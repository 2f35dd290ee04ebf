package io.parley.edge.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.chat.ChatId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The highest seq of each chat that this node acknowledged or delivered lately: what its clients can know of. */
@Component
public final class KnownHeads {
    private static final int CHATS = 100_000;
    private static final long FAR_BEYOND = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Cache<ChatId, Long> heads =
            Caffeine.newBuilder().maximumSize(CHATS).expireAfterWrite(KEPT).build();

    public void seen(ChatId chatId, long seq) {
        heads.asMap().merge(chatId, seq, Math::max);
    }

    /** The head, or -1 where none is known. */
    public long of(ChatId chatId) {
        @Nullable Long head = heads.getIfPresent(chatId);
        return head == null ? -1 : head;
    }

    /**
     * A seq that a view should have processed before it answers: what is known here or, where the client names a seq
     * that may come from another node, that. A number far beyond what is known is a way to say "the end" and nothing to
     * wait for; where nothing is known here, the view tells which numbers were never a seq of the chat.
     */
    public long atLeast(ChatId chatId, long named) {
        long known = of(chatId);
        boolean never = known >= 0 && named > known + FAR_BEYOND;
        return never ? known : Math.max(known, named);
    }
}
