package io.parley.projection.timeline;

import io.parley.shared.receipt.MessagesRead;
import java.util.Map;

/**
 * What a batch needs from the views as they stand.
 *
 * @param reads the batch's READ marks, of each member the one that moved furthest, by member id
 * @param ordinals messages up to a seq, by timeline id, where those marks stand; from the batch where it holds the event
 * @param members by member id
 * @param ownAtMark own messages at or below the batch's READ mark, by member id, where they had to be searched
 */
record KnownViews(
        Map<String, MessagesRead> reads,
        Map<String, Long> ordinals,
        Map<String, KnownMember> members,
        Map<String, Long> ownAtMark) {
    static final KnownViews NONE = new KnownViews(Map.of(), Map.of(), Map.of(), Map.of());
}
