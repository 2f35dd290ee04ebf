package io.parley.query.timeline;

import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.FindHistory;

/**
 * Between which seqs a page lies. It fills up from one end as far as its limits go; what was left out of the views takes
 * no place in it.
 *
 * @param first the lowest seq that it may hold
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
            return new PageRange(Math.max(query.afterSeq() + 1, firstVisible), head, true);
        }
        long last = query.beforeSeq() == null ? head : Math.min(head, query.beforeSeq() - 1);
        return new PageRange(firstVisible, last, false);
    }

    boolean isEmpty() {
        return last < first;
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
