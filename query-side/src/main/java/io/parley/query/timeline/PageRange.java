package io.parley.query.timeline;

import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.FindHistory;

/**
 * Which seqs a page may hold. A chat's seqs are dense, so a page needs no index: its ids are known before they are read.
 *
 * @param first the lowest seq of the page
 * @param last the highest; below {@code first} where the page is empty
 * @param ascending whether the page fills up from {@code first}, else from {@code last}
 */
record PageRange(long first, long last, boolean ascending) {
    /**
     * @param firstVisible the first seq that the user may see
     * @param head the last seq of the chat
     */
    static PageRange of(FindHistory query, long firstVisible, long head) {
        check(query);
        if (query.afterSeq() != null) {
            long first = Math.max(query.afterSeq() + 1, firstVisible);
            return new PageRange(first, Math.min(head, first + query.limit() - 1), true);
        }
        long last = query.beforeSeq() == null ? head : Math.min(head, query.beforeSeq() - 1);
        return new PageRange(Math.max(firstVisible, last - query.limit() + 1), last, false);
    }

    boolean isEmpty() {
        return last < first;
    }

    /** Whether there are seqs further on in the direction of reading. */
    boolean hasBeyond(long firstVisible, long head) {
        return !isEmpty() && (ascending ? last < head : first > firstVisible);
    }

    /** The next range in the direction of reading. */
    PageRange beyond(int limit, long firstVisible, long head) {
        return ascending
                ? new PageRange(last + 1, Math.min(head, last + limit), true)
                : new PageRange(Math.max(firstVisible, first - limit), first - 1, false);
    }

    private static void check(FindHistory query) {
        if (query.limit() < 1 || query.limit() > FindHistory.MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + FindHistory.MAX_LIMIT + ".");
        }
        if (query.beforeSeq() != null && query.afterSeq() != null) {
            throw new Invalid("afterSeq", "Give beforeSeq or afterSeq, not both.");
        }
        if (query.beforeSeq() != null && query.beforeSeq() < 0) {
            throw new Invalid("beforeSeq", "beforeSeq is a whole number from 0.");
        }
        if (query.afterSeq() != null && (query.afterSeq() < -1 || query.afterSeq() == Long.MAX_VALUE)) {
            throw new Invalid("afterSeq", "afterSeq is a seq of the chat, or -1 for its beginning.");
        }
    }
}
