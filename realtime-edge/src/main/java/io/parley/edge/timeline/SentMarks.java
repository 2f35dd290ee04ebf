package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marks that a stream has sent, so that none goes back: they may come once more, pushed and looked up or looked up
 * again, and older ones may come late. The latest are remembered one by one; of all others it is known when the last of
 * them moved, for a thousandth of them at a time. A mark that moved later than that is newer than whatever was sent.
 */
final class SentMarks {
    private static final int MOST = 256;
    private static final int PLACE_BITS = 10;
    /** Spreads what is alike; the golden ratio in 32 bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final Map<LiveReceipt.Key, LiveReceipt> latest = new LinkedHashMap<>();
    /** By place, in milliseconds; most streams never need it. */
    private long @Nullable [] forgotten;

    private Instant horizon = Instant.EPOCH;

    /** What is known of a mark that is about to be sent. */
    enum Verdict {
        NEW,
        SENT,
        /** It may be older than what was sent: only the view can tell. */
        UNSURE
    }

    /** Marks that moved before that are not remembered: each comes once, when it is looked up. */
    void horizon(Instant at) {
        horizon = at;
    }

    void sent(LiveReceipt receipt) {
        if (receipt.at().isBefore(horizon)) {
            return;
        }
        latest.remove(receipt.key());
        latest.put(receipt.key(), receipt);
        if (latest.size() > MOST) {
            forget(latest.remove(latest.keySet().iterator().next()));
        }
    }

    private void forget(@Nullable LiveReceipt receipt) {
        if (receipt == null) {
            return;
        }
        if (forgotten == null) {
            forgotten = new long[1 << PLACE_BITS];
        }
        int place = place(receipt.key());
        forgotten[place] = Math.max(forgotten[place], receipt.at().toEpochMilli());
    }

    Verdict ofPushed(LiveReceipt receipt) {
        Verdict known = ofKnown(receipt);
        if (known != null) {
            return known;
        }
        boolean newer = !receipt.at().isBefore(horizon) && receipt.at().isAfter(forgottenAt(receipt.key()));
        return newer ? Verdict.NEW : Verdict.UNSURE;
    }

    /** @param upTo when marks had moved that the view was certain to show when it was asked */
    Verdict ofLookedUp(LiveReceipt receipt, Instant upTo) {
        Verdict known = ofKnown(receipt);
        if (known != null) {
            return known;
        }
        Instant last = forgottenAt(receipt.key());
        return receipt.at().isAfter(last) || !upTo.isBefore(last) ? Verdict.NEW : Verdict.UNSURE;
    }

    private @Nullable Verdict ofKnown(LiveReceipt receipt) {
        LiveReceipt sent = latest.get(receipt.key());
        if (sent == null) {
            return null;
        }
        return receipt.upTo() > sent.upTo() ? Verdict.NEW : Verdict.SENT;
    }

    /** When the last of the forgotten marks moved that this may be one of. */
    Instant forgottenAt(LiveReceipt.Key key) {
        return forgotten == null ? Instant.EPOCH : Instant.ofEpochMilli(forgotten[place(key)]);
    }

    private static int place(LiveReceipt.Key key) {
        return (key.hashCode() * SPREAD) >>> (Integer.SIZE - PLACE_BITS);
    }
}
