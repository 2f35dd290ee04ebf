package io.parley.edge.timeline;

import io.parley.edge.session.Outlet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a stream may send at once; bounded in number and in bytes, and held of the connection's memory. */
final class ReadyItems {
    static final int MOST = 256;
    private static final int MOST_BYTES = 128 * 1024;
    /** A page holds up to 200 envelopes: it is read when that much fits, nearly. */
    private static final int FEW = MOST - 200;

    private static final int FEW_BYTES = 32 * 1024;
    /** What an envelope costs beside its bytes. */
    private static final int ITEM = 96;

    private final ArrayDeque<Item> items = new ArrayDeque<>(1);
    private final Outlet outlet;
    private int bytes;

    ReadyItems(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Takes what was pushed, where there is room; a large envelope always has it where nothing else is ready. */
    boolean offer(Item item) {
        int cost = cost(item);
        boolean fits = items.size() < MOST && (items.isEmpty() || bytes + cost <= MOST_BYTES);
        if (!fits || !outlet.hold(cost)) {
            return false;
        }
        put(item, cost);
        return true;
    }

    /** Takes what was read, for which memory is held; answers how much of that it needs. */
    int add(Item item) {
        int cost = cost(item);
        put(item, cost);
        return cost;
    }

    private void put(Item item, int cost) {
        items.add(item);
        bytes += cost;
    }

    boolean areFew() {
        return items.size() <= FEW && bytes <= FEW_BYTES;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    boolean isNextEndOfCatchUp() {
        Item next = items.peek();
        return next != null && next.kind() == Item.Kind.CAUGHT_UP;
    }

    @Nullable
    Item poll() {
        Item item = items.poll();
        if (item != null) {
            bytes -= cost(item);
            outlet.release(cost(item));
        }
        return item;
    }

    void clear() {
        outlet.release(bytes);
        items.clear();
        bytes = 0;
    }

    /** The end of catching up is no more than a sign, and nobody holds memory for it. */
    private static int cost(Item item) {
        return item.kind() == Item.Kind.CAUGHT_UP ? 0 : item.envelope().size() + ITEM;
    }
}
