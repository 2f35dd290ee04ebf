package io.parley.edge.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.chat.ChatId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What was read of the timeline views moments ago: where many members of a chat come back together, one reads for all.
 * Whether a user may see a chat is not asked here: a stream reads only chats of which the view has just named it a
 * member, and only from the first seq that is the member's to see.
 */
@Component
final class RecentPages {
    private static final long BYTES = 32L * 1024 * 1024;
    private static final int ENTRY = 64;
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Cache<ChatId, Run> runs;

    RecentPages(Clock clock) {
        this.runs = Caffeine.newBuilder()
                .maximumWeight(BYTES)
                .weigher((ChatId id, Run run) -> run.weight())
                .expireAfterWrite(KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A part of a timeline without holes.
     *
     * @param more whether the chat has more after it
     * @param head the last seq that is sure to be processed
     */
    record Page(List<PageEntry> entries, boolean more, long head) {}

    /** The page, or null where it has to be read. */
    @Nullable
    Page find(PageRead read) {
        Run run = runs.getIfPresent(read.chatId());
        return run == null ? null : run.page(read);
    }

    void keep(PageRead read, Page page) {
        List<PageEntry> entries = page.entries();
        long last = entries.isEmpty()
                ? read.next() - 1
                : entries.get(entries.size() - 1).seq();
        Run run = new Run(read.next(), page.more() ? last : Math.max(last, page.head()), entries);
        runs.asMap().merge(read.chatId(), run, (old, fresh) -> old.covers(fresh) ? old : fresh);
    }

    /** All that the view holds from one seq to another, both included. */
    private record Run(long from, long to, List<PageEntry> entries) {
        boolean covers(Run other) {
            return from <= other.from && to >= other.to;
        }

        int weight() {
            return entries.stream()
                            .mapToInt(entry -> entry.envelope().size() + ENTRY)
                            .sum()
                    + ENTRY;
        }

        @Nullable
        Page page(PageRead read) {
            if (read.next() < from || read.next() > to) {
                return null;
            }
            List<PageEntry> found = new ArrayList<>();
            int bytes = 0;
            boolean full = false;
            for (PageEntry entry : entries) {
                if (entry.seq() >= read.next() && !full) {
                    bytes += entry.envelope().size();
                    full = !found.isEmpty() && (bytes > read.bytes() || found.size() == read.limit());
                    if (!full) {
                        found.add(entry);
                    }
                }
            }
            boolean more = full || to < read.known();
            return found.isEmpty() && more ? null : new Page(found, more, to);
        }
    }
}
