package io.parley.edge.timeline;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a stream may send at once; bounded in number and in bytes. */
final class ReadyItems {
    static final int MOST = 256;
    static final int MOST_BYTES = 512 * 1024;
    /** A page holds up to 200 envelopes and 512 KiB: it is read when that much fits, nearly. */
    private static final int FEW = MOST - 200;

    private static final int FEW_BYTES = 64 * 1024;

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private int bytes;

    boolean hasRoomFor(int size) {
        return items.size() < MOST && bytes + size <= MOST_BYTES;
    }

    boolean areFew() {
        return items.size() <= FEW && bytes <= FEW_BYTES;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(Item item) {
        items.add(item);
        bytes += item.envelope().size();
    }

    boolean isNextEndOfCatchUp() {
        Item next = items.peek();
        return next != null && next.kind() == Item.Kind.CAUGHT_UP;
    }

    @Nullable
    Item poll() {
        Item item = items.poll();
        if (item != null) {
            bytes -= item.envelope().size();
        }
        return item;
    }
}
