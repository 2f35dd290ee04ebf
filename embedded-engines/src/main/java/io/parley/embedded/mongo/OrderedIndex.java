package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}, in the order of its values. Guarded, as its collection is, by the collection's monitor. */
final class OrderedIndex extends AbstractUniqueIndex<Integer> {
    static final String ID = "_id";

    private final NavigableMap<KeyValue, Integer> positions = new TreeMap<>(OrderedIndex::compare);
    /** The same once more where the id is a text: most ask for single ones, hundreds at a time. */
    private final Map<String, Integer> byText = new HashMap<>();

    OrderedIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    static boolean isFor(List<IndexKey> keys) {
        return keys.size() == 1 && keys.get(0).getKey().equals(ID);
    }

    /** Positions in order of {@code _id}. */
    Iterable<Integer> within(IdRanges ranges, boolean descending) {
        List<IdRange> inOrder = ranges.inOrder();
        if (inOrder.size() == 1) {
            return range(inOrder.get(0), descending);
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            range(inOrder.get(descending ? inOrder.size() - 1 - i : i), descending)
                    .forEach(found::add);
        }
        return found;
    }

    /** Positions in order of {@code _id}; a null bound is open. */
    private Iterable<Integer> range(IdRange range, boolean descending) {
        NavigableMap<KeyValue, Integer> within = positions;
        if (range.isEmpty()) {
            return List.of();
        }
        if (range.from() != null) {
            within = within.tailMap(new KeyValue(range.from()), range.fromInclusive());
        }
        if (range.to() != null) {
            within = within.headMap(new KeyValue(range.to()), range.toInclusive());
        }
        Collection<Integer> found = (descending ? within.descendingMap() : within).values();
        // Not the collection itself: asked for its size, which streams do, it walks all that is within.
        return () -> found.iterator();
    }

    /** Where those of the documents are that are there. */
    Iterable<Integer> at(Collection<String> ids) {
        List<Integer> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            Integer position = at(id);
            if (position != null) {
                found.add(position);
            }
        }
        return found;
    }

    private static int compare(KeyValue one, KeyValue other) {
        Object left = one.get(0);
        Object right = other.get(0);
        return left instanceof String text && right instanceof String otherText
                ? text.compareTo(otherText)
                : BY_VALUE.compare(left, right);
    }

    private static final Comparator<Object> BY_VALUE = ValueComparator.asc();

    /** Updates leave the id as it is; to find that out by its path costs as much as most updates. */
    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
        if (!isSameId(before, after)) {
            super.checkUpdate(before, after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        if (!isSameId(before, after)) {
            super.updateInPlace(before, after, position, collection);
        }
    }

    private static boolean isSameId(Document before, Document after) {
        return before.get(ID) instanceof String id && id.equals(after.get(ID));
    }

    /** Most keys are texts; the stock index makes several collections of each. */
    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Integer> collection) {
        if (!(document.get(ID) instanceof String id) || at(id) != null) {
            super.checkAdd(document, collection);
        }
    }

    @Override
    public synchronized void add(Document document, Integer position, MongoCollection<Integer> collection) {
        if (!(document.get(ID) instanceof String id) || !putKeyPosition(new KeyValue(id), position)) {
            super.add(document, position, collection);
        }
    }

    /** Where the document with this id is; null where there is none. */
    @Nullable
    Integer at(String id) {
        return byText.get(id);
    }

    @Override
    protected @Nullable Integer removeDocument(KeyValue key) {
        if (key.get(0) instanceof String id) {
            byText.remove(id);
        }
        return positions.remove(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Integer position) {
        if (key.get(0) instanceof String id && byText.putIfAbsent(id, position) != null) {
            return false;
        }
        return positions.putIfAbsent(key, position) == null;
    }

    @Override
    protected @Nullable Integer getPosition(KeyValue key) {
        return key.get(0) instanceof String id ? byText.get(id) : positions.get(key);
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Integer>> getIterable() {
        return positions.entrySet();
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
