package io.parley.load.measure;

import java.util.BitSet;

/** What one stream has got so far of the one chat that it is watched for. */
final class Receiver {
    private final BitSet seen = new BitSet();
    private long lastSeq = -1;

    enum Verdict {
        EXPECTED,
        REPEATED,
        OUT_OF_ORDER
    }

    /**
     * Judges a message as it comes.
     *
     * @param place which of the chat's messages it is, counted by those who send them
     */
    synchronized Verdict take(long seq, int place) {
        if (seen.get(place)) {
            return Verdict.REPEATED;
        }
        seen.set(place);
        boolean forward = seq > lastSeq;
        lastSeq = Math.max(lastSeq, seq);
        return forward ? Verdict.EXPECTED : Verdict.OUT_OF_ORDER;
    }

    synchronized long missing(BitSet acked) {
        BitSet missing = (BitSet) acked.clone();
        missing.andNot(seen);
        return missing.cardinality();
    }
}
