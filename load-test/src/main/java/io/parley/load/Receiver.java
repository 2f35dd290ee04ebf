package io.parley.load;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What one stream has got so far. */
final class Receiver {
    private final Map<String, Long> lastSeqs = new HashMap<>();
    private final BitSet seen = new BitSet();

    enum Verdict {
        EXPECTED,
        REPEATED,
        OUT_OF_ORDER
    }

    synchronized Verdict take(String chatId, long seq, int number) {
        if (seen.get(number)) {
            return Verdict.REPEATED;
        }
        seen.set(number);
        long last = lastSeqs.getOrDefault(chatId, -1L);
        lastSeqs.put(chatId, Math.max(last, seq));
        return seq > last ? Verdict.EXPECTED : Verdict.OUT_OF_ORDER;
    }

    synchronized long seenOf(BitSet numbers) {
        BitSet both = (BitSet) seen.clone();
        both.and(numbers);
        return both.cardinality();
    }
}
