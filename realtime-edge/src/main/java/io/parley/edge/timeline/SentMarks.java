package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The marks that a stream has sent lately: they may come once more, pushed and looked up or looked up again, and in the
 * view they may even lag. Few, because a mark repeated after so many others does no harm.
 */
final class SentMarks {
    private static final int MOST = 256;

    private final Map<LiveReceipt.Key, Long> upTo = new LinkedHashMap<>();
    private Instant horizon = Instant.MIN;

    /** Marks that moved before that come once only. */
    void horizon(Instant at) {
        horizon = at;
    }

    void sent(LiveReceipt receipt) {
        if (receipt.at().isBefore(horizon)) {
            return;
        }
        upTo.remove(receipt.key());
        upTo.put(receipt.key(), receipt.upTo());
        if (upTo.size() > MOST) {
            upTo.remove(upTo.keySet().iterator().next());
        }
    }

    boolean cover(LiveReceipt receipt) {
        Long sent = upTo.get(receipt.key());
        return sent != null && sent >= receipt.upTo();
    }
}
