package io.parley.embedded.mongo;

import java.util.Arrays;

/** Finds documents by their text ids, which it reads in the documents: it holds a number for each and no objects. */
final class IdHash {
    static final int NONE = -1;

    private static final int SMALLEST = 16;
    private static final int HALF = 16;
    private static final int MIXER = 0x9E3779B9;

    private final StoredDocuments documents;
    /** The hash above, the position plus one below; 0 where there is none. Each stands at its hash or soon after. */
    private long[] slots = new long[SMALLEST];

    private int size;

    IdHash(StoredDocuments documents) {
        this.documents = documents;
    }

    int position(byte[] id) {
        int slot = slot(id);
        return slots[slot] == 0 ? NONE : position(slots[slot]);
    }

    /** Only of ids that are not there yet. */
    void add(byte[] id, int position) {
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        put(slots, ((long) hash(id) << Integer.SIZE) | (position + 1L));
    }

    int remove(byte[] id) {
        int slot = slot(id);
        if (slots[slot] == 0) {
            return NONE;
        }
        int position = position(slots[slot]);
        size--;
        close(slot);
        return position;
    }

    int size() {
        return size;
    }

    private int slot(byte[] id) {
        int hash = hash(id);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0
                && !(hashOf(slots[slot]) == hash && RawDocument.hasTextId(documents.get(position(slots[slot])), id))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Moves up what stands behind a slot because the slot was taken, so that the way to it has no gap. */
    private void close(int slot) {
        int mask = slots.length - 1;
        int gap = slot;
        for (int next = (gap + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            int wanted = hashOf(slots[next]) & mask;
            if (((next - wanted) & mask) >= ((next - gap) & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
        }
        slots[gap] = 0;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long slot : slots) {
            if (slot != 0) {
                put(larger, slot);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long entry) {
        int mask = slots.length - 1;
        int slot = hashOf(entry) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private static int hash(byte[] id) {
        int hash = Arrays.hashCode(id) * MIXER;
        return hash ^ (hash >>> HALF);
    }

    private static int hashOf(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    private static int position(long slot) {
        return (int) slot - 1;
    }
}
