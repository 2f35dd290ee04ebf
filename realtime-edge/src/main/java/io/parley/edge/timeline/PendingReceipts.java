package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.session.Outlet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receipts not yet sent, only the furthest of each mark; all of them held of the connection's memory. */
final class PendingReceipts {
    private static final int MOST = 512;
    /** What a receipt costs beside its bytes. */
    private static final int RECEIPT = 256;

    private final Map<LiveReceipt.Key, LiveReceipt> receipts = new LinkedHashMap<>();
    private final Outlet outlet;

    PendingReceipts(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Takes a live one; answers whether there was room. */
    boolean offer(LiveReceipt receipt) {
        LiveReceipt former = receipts.get(receipt.key());
        if (former == null && (receipts.size() >= MOST || !outlet.hold(cost(receipt)))) {
            return false;
        }
        if (former == null) {
            receipts.put(receipt.key(), receipt);
        } else {
            advance(former, receipt);
        }
        return true;
    }

    /** Takes one that was looked up, for which memory is held; answers how much of that it needs. */
    int add(LiveReceipt receipt) {
        LiveReceipt former = receipts.get(receipt.key());
        if (former == null) {
            receipts.put(receipt.key(), receipt);
            return cost(receipt);
        }
        advance(former, receipt);
        return 0;
    }

    private void advance(LiveReceipt former, LiveReceipt receipt) {
        if (receipt.upTo() >= former.upTo()) {
            receipts.put(receipt.key(), receipt);
            outlet.release(cost(former));
            outlet.add(cost(receipt));
        }
    }

    int size() {
        return receipts.size();
    }

    @Nullable
    LiveReceipt poll() {
        Iterator<LiveReceipt> first = receipts.values().iterator();
        if (!first.hasNext()) {
            return null;
        }
        LiveReceipt receipt = first.next();
        first.remove();
        outlet.release(cost(receipt));
        return receipt;
    }

    void clear() {
        receipts.values().forEach(receipt -> outlet.release(cost(receipt)));
        receipts.clear();
    }

    private static int cost(LiveReceipt receipt) {
        return receipt.envelope().size() + RECEIPT;
    }
}
