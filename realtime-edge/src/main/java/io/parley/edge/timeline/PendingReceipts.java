package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receipts not yet sent, only the furthest of each mark. */
final class PendingReceipts {
    private static final int MOST = 1_024;

    private final Map<LiveReceipt.Key, LiveReceipt> receipts = new LinkedHashMap<>();

    void put(LiveReceipt receipt) {
        receipts.merge(receipt.key(), receipt, (one, other) -> other.upTo() >= one.upTo() ? other : one);
    }

    /** Whether a live one may come in addition; more than that is looked up again later. */
    boolean hasRoomFor(LiveReceipt receipt) {
        return receipts.size() < MOST || receipts.containsKey(receipt.key());
    }

    int size() {
        return receipts.size();
    }

    @Nullable
    Item poll() {
        Iterator<LiveReceipt> first = receipts.values().iterator();
        if (!first.hasNext()) {
            return null;
        }
        LiveReceipt receipt = first.next();
        first.remove();
        return Item.receipt(receipt);
    }
}
