package io.parley.projection.timeline;

import java.util.Map;

/**
 * What a batch needs from the views as they stand.
 *
 * @param ordinals messages up to a seq, by timeline id
 * @param members by member id
 * @param ownAtMark own messages at or below the batch's READ mark, by member id, where they had to be searched
 */
record KnownViews(Map<String, Long> ordinals, Map<String, KnownMember> members, Map<String, Long> ownAtMark) {
    static final KnownViews NONE = new KnownViews(Map.of(), Map.of(), Map.of());
}
