package io.parley.query.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.query.view.ChatViews;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Inboxes that were read a moment ago. The next page of one, or the same page for another device, needs no more reading,
 * and pages of one moment have no chat twice. One that lacks what its user has just done is read anew. Other than that it
 * is as if the views lagged a little more.
 */
@Component
class RecentInboxes {
    /** Of one chat in one inbox: its row, and what it was made of. */
    private static final int ENTRY = Inbox.ROW_KEPT + 512;

    private static final long BYTES = 64L * 1024 * 1024;

    private final ChatViews chats;
    private final InboxExpectations expectations;
    private final Clock clock;
    private final Duration kept;
    private final Cache<UserId, Inbox> recent;

    RecentInboxes(ChatViews chats, InboxExpectations expectations, Clock clock, InboxProperties properties) {
        this.chats = chats;
        this.expectations = expectations;
        this.clock = clock;
        this.kept = properties.kept();
        this.recent = Caffeine.newBuilder()
                .maximumWeight(BYTES)
                .weigher((UserId user, Inbox inbox) -> (1 + inbox.size()) * ENTRY)
                .expireAfterWrite(kept)
                .build();
    }

    /** What shows all that is expected, or a refusal with {@link io.parley.shared.refusal.Unavailable}. */
    Inbox of(FindInbox query) {
        Instant now = clock.instant();
        @Nullable Inbox found = recent.getIfPresent(query.userId());
        if (found != null && isRecent(found, now) && InboxExpectations.areMetBy(found, query)) {
            return found;
        }
        Inbox read = new Inbox(chats.chatsOf(query.userId()), now);
        expectations.require(query, read);
        // Of two that are read at once, the later one stays.
        recent.asMap()
                .merge(query.userId(), read, (one, other) -> one.readFrom().isAfter(other.readFrom()) ? one : other);
        return read;
    }

    private boolean isRecent(Inbox inbox, Instant now) {
        return !now.isBefore(inbox.readFrom()) && now.isBefore(inbox.readFrom().plus(kept));
    }
}
