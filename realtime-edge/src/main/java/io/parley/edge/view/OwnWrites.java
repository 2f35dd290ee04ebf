package io.parley.edge.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What each user has just written through this node, and is to find when it asks next: a view may lag behind it. */
@Component
public final class OwnWrites {
    private static final Duration KEPT = Duration.ofSeconds(10);
    /** Of one user, the newest. Who writes to more at once looks at none of them in that moment. */
    static final int CHATS_OF_A_USER = 50;

    private static final int CHATS = 500_000;

    private final Cache<UserId, Map<ChatId, Written>> byUser = Caffeine.newBuilder()
            .maximumWeight(CHATS)
            .weigher((UserId user, Map<ChatId, Written> chats) -> chats.size())
            .expireAfterWrite(KEPT)
            .build();

    /** The user made the timeline's entry {@code seq}, or knows of it because it tried to. */
    public void wrote(UserId userId, ChatId chatId, long seq) {
        add(userId, chatId, new Written(seq, -1, -1));
    }

    /** The user's mark stands at {@code upTo} or beyond, where that is not before its joining. */
    public void marked(UserId userId, ChatId chatId, ReceiptType type, long upTo) {
        add(userId, chatId, new Written(-1, upTo, type == ReceiptType.READ ? upTo : -1));
    }

    /** What the user's inbox must show. */
    public List<FindInbox.Expected> inInbox(UserId userId) {
        List<FindInbox.Expected> expected = new ArrayList<>();
        of(userId).forEach((chatId, own) -> expected.add(new FindInbox.Expected(chatId, own.head, own.read)));
        return expected;
    }

    /** What the receipts of a chat must show of the user. */
    public FindReceipts.Expected inReceipts(UserId userId, ChatId chatId) {
        @Nullable Written own = of(userId).get(chatId);
        return own == null ? FindReceipts.Expected.NOTHING : new FindReceipts.Expected(own.delivered, own.read);
    }

    private Map<ChatId, Written> of(UserId userId) {
        @Nullable Map<ChatId, Written> chats = byUser.getIfPresent(userId);
        return chats == null ? Map.of() : chats;
    }

    private void add(UserId userId, ChatId chatId, Written more) {
        byUser.asMap().compute(userId, (user, before) -> added(before, chatId, more));
    }

    /** A copy, as others may be reading the former. */
    private static Map<ChatId, Written> added(@Nullable Map<ChatId, Written> before, ChatId chatId, Written more) {
        Map<ChatId, Written> after = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
        @Nullable Written former = after.remove(chatId);
        after.put(chatId, former == null ? more : former.and(more));
        if (after.size() > CHATS_OF_A_USER) {
            after.remove(after.keySet().iterator().next());
        }
        return after;
    }

    /** READ implies DELIVERED: {@code delivered} is never below {@code read}. */
    private record Written(long head, long delivered, long read) {
        Written and(Written more) {
            return new Written(
                    Math.max(head, more.head), Math.max(delivered, more.delivered), Math.max(read, more.read));
        }
    }
}
