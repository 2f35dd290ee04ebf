package io.parley.load.measure;

import java.util.BitSet;

/** What senders were told of one chat. */
final class ChatRecord {
    private final BitSet acked = new BitSet();
    private final BitSet seqs = new BitSet();
    private long highest = -1;

    /** False where the same place in the timeline was promised to another message before. */
    synchronized boolean acked(int place, int seq) {
        acked.set(place);
        highest = Math.max(highest, seq);
        boolean fresh = !seqs.get(seq);
        seqs.set(seq);
        return fresh;
    }

    synchronized BitSet acked() {
        return (BitSet) acked.clone();
    }

    synchronized long highestSeq() {
        return highest;
    }
}
