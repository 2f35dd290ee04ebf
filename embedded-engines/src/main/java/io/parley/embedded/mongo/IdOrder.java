package io.parley.embedded.mongo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Positions of documents in the order of their text ids, which it reads in the documents. They stand in blocks, so that
 * adding one moves few.
 */
final class IdOrder {
    private static final int BLOCK = 256;

    private final StoredDocuments documents;
    private final List<Block> blocks = new ArrayList<>();

    IdOrder(StoredDocuments documents) {
        this.documents = documents;
    }

    private static final class Block {
        private int[] positions = new int[BLOCK];
        private int size;

        private void add(int at, int position) {
            System.arraycopy(positions, at, positions, at + 1, size - at);
            positions[at] = position;
            size++;
        }

        private void remove(int at) {
            size--;
            System.arraycopy(positions, at + 1, positions, at, size - at);
        }

        private Block splitAt(int at) {
            Block upper = new Block();
            upper.size = size - at;
            System.arraycopy(positions, at, upper.positions, 0, upper.size);
            size = at;
            return upper;
        }
    }

    /**
     * A place between positions.
     *
     * @param at in the block, of the first position behind the place
     */
    private record Place(int block, int at) {}

    void add(byte[] id, int position) {
        if (blocks.isEmpty()) {
            Block first = new Block();
            first.add(0, position);
            blocks.add(first);
            return;
        }
        Place place = place(id, true);
        Block block = blocks.get(place.block());
        if (block.size < BLOCK) {
            block.add(place.at(), position);
            return;
        }
        // Ids mostly come in ascending order: what is full stays full when they go on behind it.
        int half = place.at() == BLOCK ? BLOCK : BLOCK / 2;
        Block upper = block.splitAt(half);
        blocks.add(place.block() + 1, upper);
        if (place.at() < half) {
            block.add(place.at(), position);
        } else {
            upper.add(place.at() - half, position);
        }
    }

    /** Only of ids that are there. */
    void remove(byte[] id) {
        Place place = place(id, false);
        boolean isNext = place.at() == blocks.get(place.block()).size;
        int number = isNext ? place.block() + 1 : place.block();
        Block block = blocks.get(number);
        block.remove(isNext ? 0 : place.at());
        if (block.size == 0) {
            blocks.remove(number);
        }
    }

    /** Those within the range, in their order; it is found at once, and nothing but what is asked for is touched. */
    Iterable<Integer> within(IdRange range, boolean descending) {
        if (range.isEmpty() || blocks.isEmpty()) {
            return List.of();
        }
        Place from = range.from() == null
                ? new Place(0, 0)
                : place(RawDocument.idBytes(range.from()), !range.fromInclusive());
        Place to = range.to() == null
                ? new Place(blocks.size(), 0)
                : place(RawDocument.idBytes(range.to()), range.toInclusive());
        return () -> descending ? descending(from, to) : ascending(from, to);
    }

    private Place place(byte[] id, boolean behindIt) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(blocks.get(middle).positions[0], id, behindIt)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int block = Math.max(0, low - 1);
        return new Place(block, placeWithin(blocks.get(block), id, behindIt));
    }

    private int placeWithin(Block block, byte[] id, boolean behindIt) {
        int low = 0;
        int high = block.size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(block.positions[middle], id, behindIt)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(int position, byte[] id, boolean orIsIt) {
        int order = RawDocument.compareTextId(documents.get(position), id);
        return order < 0 || (order == 0 && orIsIt);
    }

    private Iterator<Integer> ascending(Place from, Place to) {
        return new Iterator<>() {
            private int block = from.block();
            private int at = from.at();

            @Override
            public boolean hasNext() {
                if (block < blocks.size() && at == blocks.get(block).size) {
                    block++;
                    at = 0;
                }
                return block < to.block() || (block == to.block() && at < to.at());
            }

            @Override
            public Integer next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return blocks.get(block).positions[at++];
            }
        };
    }

    private Iterator<Integer> descending(Place from, Place to) {
        return new Iterator<>() {
            private int block = to.block();
            private int at = to.at();

            @Override
            public boolean hasNext() {
                if (at == 0 && block > from.block()) {
                    block--;
                    at = blocks.get(block).size;
                }
                return block > from.block() || (block == from.block() && at > from.at());
            }

            @Override
            public Integer next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                at--;
                return blocks.get(block).positions[at];
            }
        };
    }
}
