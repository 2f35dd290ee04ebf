package io.parley.embedded.mongo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The documents of a collection, each as its BSON in an array of its own: a third of what it takes as maps of objects, and
 * nothing for the garbage collector to follow. Guarded by the collection's monitor; what is handed out is a copy, because
 * updates change documents where they stand.
 */
final class StoredDocuments {
    /** Positions come in blocks, so that growing never copies them all. */
    private static final int BLOCK_BITS = 12;

    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final byte[] NOTHING = new byte[0];

    private final List<byte[][]> blocks = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int end;

    int add(byte[] bytes) {
        Integer freed = free.poll();
        int position = freed == null ? append() : freed;
        set(position, bytes);
        return position;
    }

    private int append() {
        if (end >>> BLOCK_BITS == blocks.size()) {
            byte[][] block = new byte[BLOCK][];
            Arrays.fill(block, NOTHING);
            blocks.add(block);
        }
        return end++;
    }

    /** The document itself. The array may be longer than it. */
    byte[] get(int position) {
        return blocks.get(position >>> BLOCK_BITS)[position & (BLOCK - 1)];
    }

    byte[] copy(int position) {
        byte[] bytes = get(position);
        return Arrays.copyOf(bytes, BsonElement.lengthAt(bytes, 0));
    }

    void set(int position, byte[] bytes) {
        blocks.get(position >>> BLOCK_BITS)[position & (BLOCK - 1)] = bytes;
    }

    void remove(int position) {
        set(position, NOTHING);
        free.add(position);
    }

    void clear() {
        blocks.clear();
        free.clear();
        end = 0;
    }

    int size() {
        return end - free.size();
    }

    IntStream positions() {
        return IntStream.range(0, end).filter(position -> get(position).length > 0);
    }
}
