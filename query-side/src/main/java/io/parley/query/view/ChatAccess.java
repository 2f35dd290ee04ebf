package io.parley.query.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens a chat to one of its members. */
@Component
public class ChatAccess {
    /** A second of a busy chat; what is further ahead of the view than this was never a seq of the chat. */
    private static final long LAG_AT_MOST = 10_000;

    private static final long LAG_RETRY_MS = 20;
    private static final long NO_HEAD = -1;

    private static final int CHATS = 100_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final ChatViews views;
    /** Ends that chats had: a head never goes back, so that what lies up to one is there. */
    private final Cache<ChatId, Long> heads =
            Caffeine.newBuilder().maximumSize(CHATS).expireAfterWrite(KEPT).build();

    /**
     * A chat that is open to one of its members.
     *
     * @param head a seq that the views have processed
     */
    public record Opened(MemberView member, long head) {}

    public ChatAccess(ChatViews views) {
        this.views = views;
    }

    /**
     * The chat is read before the member, so that the membership is at least as new as every seq up to the head.
     *
     * @param atLeast a seq that the views must have processed, -1 for any
     */
    public MemberChat open(ChatId chatId, UserId userId, long atLeast) {
        var chat = views.chat(chatId);
        requireProcessed(chat.map(ChatView::headSeq).orElse(NO_HEAD), atLeast);
        ChatView found = chat.orElseThrow(chatId::refusalWhereMissing);
        heads.asMap().merge(chatId, found.headSeq(), Math::max);
        return new MemberChat(found, member(chatId, userId));
    }

    /**
     * The same for who wants nothing beyond a seq: where the chat is known to have it, the member alone is read.
     *
     * @param upTo the last seq that is wanted
     */
    public Opened open(ChatId chatId, UserId userId, long atLeast, long upTo) {
        @Nullable Long known = heads.getIfPresent(chatId);
        if (known != null && known >= Math.max(atLeast, upTo)) {
            return new Opened(member(chatId, userId), known);
        }
        MemberChat opened = open(chatId, userId, atLeast);
        return new Opened(opened.member(), opened.chat().headSeq());
    }

    private MemberView member(ChatId chatId, UserId userId) {
        return views.member(chatId, userId).orElseThrow(NotAMember::new);
    }

    private static void requireProcessed(long head, long atLeast) {
        if (atLeast > head && atLeast - LAG_AT_MOST <= head) {
            throw lagging();
        }
    }

    /** The refusal of a question that a view cannot answer yet, because it lags behind what the caller knows. */
    public static Unavailable lagging() {
        return new Unavailable("The view has not processed this seq yet; try again shortly.", LAG_RETRY_MS);
    }
}
