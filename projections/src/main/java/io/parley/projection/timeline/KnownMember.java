package io.parley.projection.timeline;

/**
 * What the view holds of a member whose READ mark moves.
 *
 * @param id of the member
 * @param latestSeq its latest own message
 * @param latestOwn how many own messages it has up to there
 * @param readSeq its READ mark, or its joining
 * @param readOwn how many own messages it has up to there
 */
record KnownMember(String id, long latestSeq, long latestOwn, long readSeq, long readOwn) {
    /** Whether the view's two counts leave open how many own messages lie at or below {@code upTo}. */
    boolean mustSearch(long upTo) {
        return readSeq < upTo && upTo < latestSeq;
    }
}
