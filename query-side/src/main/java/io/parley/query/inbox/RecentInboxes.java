package io.parley.query.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Inboxes that were read a moment ago. The next page of one needs no more reading, and pages of one moment have no chat
 * twice; one that lacks what its user has just done is read anew. A first page is never of the past.
 */
@Component
class RecentInboxes {
    /** What one chat in one inbox takes, roughly. */
    private static final int ENTRY = 512;

    private static final long BYTES = 64L * 1024 * 1024;
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);
    private static final int LOCKS = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final InboxReads reads;
    private final InboxExpectations expectations;
    private final Clock clock;
    private final Duration kept;
    private final Cache<UserId, Inbox> recent;
    private final ReentrantLock[] reading =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    RecentInboxes(InboxReads reads, InboxExpectations expectations, Clock clock, InboxProperties properties) {
        this.reads = reads;
        this.expectations = expectations;
        this.clock = clock;
        this.kept = properties.kept();
        this.recent = Caffeine.newBuilder()
                .maximumWeight(BYTES)
                .weigher((UserId user, Inbox inbox) -> (1 + inbox.size()) * ENTRY)
                // The clock decides; this is for what nobody asks for again, and for clocks that are set back.
                .expireAfterWrite(kept.plus(FORGOTTEN_AFTER))
                .build();
    }

    /** What shows all that is expected, or a refusal with {@link io.parley.shared.refusal.Unavailable}. */
    Inbox of(FindInbox query) {
        Instant asked = clock.instant();
        @Nullable Inbox found = recent(query, asked);
        return found == null ? readByOne(query, asked) : found;
    }

    /**
     * Those who ask for one inbox at once wait for one of them to read it, however long the line of them.
     */
    private Inbox readByOne(FindInbox query, Instant asked) {
        ReentrantLock lock = reading[Math.floorMod(query.userId().hashCode(), reading.length)];
        boolean first = acquired(lock);
        try {
            @Nullable Inbox found = recent(query, asked);
            return found == null ? read(query) : found;
        } finally {
            if (first) {
                lock.unlock();
            }
        }
    }

    /** Not for long: who is in front may wait for views that are away. */
    private static boolean acquired(ReentrantLock lock) {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Inbox read(FindInbox query) {
        Instant from = clock.instant();
        Inbox read = new Inbox(reads.chatsOf(query.userId()), from);
        expectations.require(query, read);
        // Of two that are read at once, the later one stays.
        recent.asMap()
                .merge(query.userId(), read, (one, other) -> one.readFrom().isAfter(other.readFrom()) ? one : other);
        return read;
    }

    /**
     * For a first page only what began to be read after the question: nobody finds less than the views held when asking.
     * Next pages may be of the moment of the one before.
     */
    private @Nullable Inbox recent(FindInbox query, Instant asked) {
        @Nullable Inbox found = recent.getIfPresent(query.userId());
        Instant after = query.cursor() == null ? asked : asked.minus(kept);
        boolean serves = found != null && found.readFrom().isAfter(after) && InboxExpectations.areMetBy(found, query);
        return serves ? found : null;
    }
}
