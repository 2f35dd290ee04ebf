package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection that answers from its {@link OrderedIndex} what asks for {@code _id}s, one by one or in ranges. */
class OrderedCollection extends MemoryCollection {
    private static final Set<String> BY_ID = Set.of(OrderedIndex.ID);
    private static final Document EVERYTHING = new Document();

    private boolean modifying;

    OrderedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        OrderedIndex index = orderedIndex();
        Set<String> ids = index == null ? null : NamedIds.of(query);
        if (index != null && ids != null) {
            return matchDocuments(EVERYTHING, index.at(ids), orderBy, skip, limit, batchSize, fields);
        }
        IdRanges ranges = index == null ? null : IdRanges.of(query);
        if (index == null || ranges == null) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        Document left = ranges.exact() ? EVERYTHING : query;
        if (orderBy == null || !orderBy.keySet().equals(BY_ID)) {
            return matchDocuments(left, index.within(ranges, false), orderBy, skip, limit, batchSize, fields);
        }
        // In the index's own order nothing is left to sort, and a limit ends the walk.
        boolean descending = orderBy.get(OrderedIndex.ID) instanceof Number order && order.intValue() < 0;
        return matchDocuments(left, index.within(ranges, descending), null, skip, limit, batchSize, fields);
    }

    /** Without searching, and without copying, where one document is named by its id and nothing else is asked for. */
    @Override
    public synchronized Document updateDocuments(
            Document selector, Document update, ArrayFilters arrayFilters, boolean multi, boolean upsert, Oplog oplog) {
        OrderedIndex index = getIndexes().size() == 1 ? orderedIndex() : null;
        if (index == null || selector.size() != 1 || !(selector.get(OrderedIndex.ID) instanceof String id)) {
            return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
        }
        Integer position = index.at(id);
        Document document = position == null ? new Document(OrderedIndex.ID, id) : getDocument(position);
        if ((position == null && !upsert) || !SimpleUpdate.fits(document, update)) {
            return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
        }
        boolean changed = SimpleUpdate.apply(document, update, position == null);
        if (position == null) {
            addDocument(document);
            oplog.handleInsert(getFullName(), List.of(document));
            return new Document("upserted", id).append("n", 0).append("nModified", 0);
        }
        oplog.handleUpdate(getFullName(), selector, update, changed ? List.of(id) : List.of());
        return new Document("n", 1).append("nModified", changed ? 1 : 0);
    }

    /** Copies, because what is found is encoded outside the monitor, while updates change documents in place. */
    @Override
    public synchronized QueryResult handleQuery(QueryParameters query) {
        QueryResult found = super.handleQuery(query);
        if (modifying) {
            return found;
        }
        return new QueryResult(copies(found.collectDocuments()), found.getCursorId());
    }

    /** What this finds it changes, so that it must see the documents themselves. */
    @Override
    public synchronized Document findAndModify(Document query) {
        modifying = true;
        try {
            return super.findAndModify(query).cloneDeeply();
        } finally {
            modifying = false;
        }
    }

    @Override
    protected Cursor createCursor(List<Document> remaining) {
        return super.createCursor(copies(remaining));
    }

    private static List<Document> copies(Collection<Document> documents) {
        return documents.stream().map(Document::clone).toList();
    }

    private @Nullable OrderedIndex orderedIndex() {
        for (Index<Integer> index : getIndexes()) {
            if (index instanceof OrderedIndex ordered) {
                return ordered;
            }
        }
        return null;
    }

    /** Encodes each document twice per update to say in statistics how large the collection is. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
