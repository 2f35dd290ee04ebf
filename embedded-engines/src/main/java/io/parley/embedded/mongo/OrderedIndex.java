package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The index on {@code _id}. Texts stand in the documents alone, in order and by hash; other ids are few. Guarded, as its
 * collection is, by the collection's monitor.
 */
final class OrderedIndex extends AbstractUniqueIndex<Integer> {
    static final String ID = "_id";

    private final Map<KeyValue, Integer> others = new TreeMap<>(OrderedIndex::compare);
    private StoredDocuments documents = new StoredDocuments();
    private IdHash byText = new IdHash(documents);
    private IdOrder inOrder = new IdOrder(documents);

    OrderedIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    static boolean isFor(List<IndexKey> keys) {
        return keys.size() == 1 && keys.get(0).getKey().equals(ID);
    }

    /** Before anything is added. */
    void readIdsFrom(StoredDocuments stored) {
        documents = stored;
        byText = new IdHash(stored);
        inOrder = new IdOrder(stored);
    }

    /** Positions in order of {@code _id}. */
    Iterable<Integer> within(IdRanges ranges, boolean descending) {
        List<IdRange> within = ranges.inOrder();
        if (within.size() == 1) {
            return inOrder.within(within.get(0), descending);
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < within.size(); i++) {
            inOrder.within(within.get(descending ? within.size() - 1 - i : i), descending)
                    .forEach(found::add);
        }
        return found;
    }

    /** Where those of the documents are that are there. */
    Iterable<Integer> at(Collection<String> ids) {
        List<Integer> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            int position = at(RawDocument.idBytes(id));
            if (position != IdHash.NONE) {
                found.add(position);
            }
        }
        return found;
    }

    /** Where the document with this id is; {@link IdHash#NONE} where there is none. */
    int at(byte[] id) {
        return byText.position(id);
    }

    /** Of a document that is stored at this position, with an id that no other has. */
    void add(byte[] id, int position) {
        byText.add(id, position);
        inOrder.add(id, position);
    }

    private static int compare(KeyValue one, KeyValue other) {
        return ValueComparator.asc().compare(one.get(0), other.get(0));
    }

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

    @Override
    protected @Nullable Integer removeDocument(KeyValue key) {
        if (!(key.get(0) instanceof String text)) {
            return others.remove(key);
        }
        byte[] id = RawDocument.idBytes(text);
        int position = at(id);
        if (position == IdHash.NONE) {
            return null;
        }
        inOrder.remove(id);
        byText.remove(id);
        return position;
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Integer position) {
        if (!(key.get(0) instanceof String text)) {
            return others.putIfAbsent(key, position) == null;
        }
        byte[] id = RawDocument.idBytes(text);
        if (at(id) != IdHash.NONE) {
            return false;
        }
        add(id, position);
        return true;
    }

    @Override
    protected @Nullable Integer getPosition(KeyValue key) {
        if (!(key.get(0) instanceof String text)) {
            return others.get(key);
        }
        int position = at(RawDocument.idBytes(text));
        return position == IdHash.NONE ? null : Integer.valueOf(position);
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Integer>> getIterable() {
        List<Map.Entry<KeyValue, Integer>> entries = new ArrayList<>(others.entrySet());
        for (Integer position : inOrder.within(IdRange.ALL, false)) {
            Object id = RawDocument.decode(documents.get(position)).get(ID);
            entries.add(Map.entry(new KeyValue(id), position));
        }
        return entries;
    }

    @Override
    public long getCount() {
        return others.size() + (long) byText.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
