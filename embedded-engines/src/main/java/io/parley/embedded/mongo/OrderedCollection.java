package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A collection that keeps its documents as BSON and answers from its {@link OrderedIndex} what asks for {@code _id}s, one by
 * one or in ranges. Whatever it hands out is a copy: what is found is encoded outside the monitor.
 */
class OrderedCollection extends AbstractSynchronizedMongoCollection<Integer> {
    private static final Set<String> BY_ID = Set.of(OrderedIndex.ID);
    private static final Document EVERYTHING = new Document();

    private final StoredDocuments documents = new StoredDocuments();
    private boolean findingRaw;

    OrderedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    /**
     * What an index finds.
     *
     * @param exact whether nothing has to be matched against the query
     * @param inOrder whether nothing has to be sorted
     */
    private record Found(Iterable<Integer> positions, boolean exact, boolean inOrder) {}

    /** Answers a client's command; documents that are found as they stand go as {@link RawDocument}s. */
    synchronized Document find(Document command) {
        findingRaw = true;
        try {
            QueryResult found = queryDocuments(
                    (Document) command.getOrDefault("filter", EVERYTHING),
                    (Document) command.get("sort"),
                    number(command, "skip"),
                    number(command, "limit"),
                    number(command, "batchSize"),
                    (Document) command.get("projection"));
            Document cursor = new Document("id", found.getCursorId())
                    .append("ns", getFullName())
                    .append("firstBatch", found.collectDocuments());
            return new Document("cursor", cursor).append("ok", 1.0);
        } finally {
            findingRaw = false;
        }
    }

    private static int number(Document command, String name) {
        return command.get(name) instanceof Number number ? number.intValue() : 0;
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        Document order = orderBy == null || orderBy.isEmpty() ? null : orderBy;
        OrderedIndex index = orderedIndex();
        Found found = index == null ? null : found(index, query, order);
        if (found == null) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        if (findingRaw && found.exact() && found.inOrder() && RawProjection.fits(fields)) {
            return raw(found.positions(), skip, limit, batchSize, fields);
        }
        Document left = found.exact() ? EVERYTHING : query;
        // In the index's own order a limit ends the walk.
        Document unsorted = found.inOrder() ? null : order;
        return matchDocuments(left, found.positions(), unsorted, skip, limit, batchSize, fields);
    }

    private static @Nullable Found found(OrderedIndex index, Document query, @Nullable Document order) {
        Set<String> ids = NamedIds.of(query);
        if (ids != null) {
            return new Found(index.at(ids), true, order == null);
        }
        IdRanges ranges = IdRanges.of(query);
        if (ranges == null) {
            return null;
        }
        if (order == null || !order.keySet().equals(BY_ID)) {
            return new Found(index.within(ranges, false), ranges.exact(), order == null);
        }
        boolean descending = order.get(OrderedIndex.ID) instanceof Number sign && sign.intValue() < 0;
        return new Found(index.within(ranges, descending), ranges.exact(), true);
    }

    private QueryResult raw(
            Iterable<Integer> positions, int skip, int limit, int batchSize, @Nullable Document fields) {
        Stream<Integer> asked =
                StreamSupport.stream(positions.spliterator(), false).skip(skip);
        List<Document> found = (limit > 0 ? asked.limit(limit) : asked)
                .map(documents::copy)
                .map(bytes -> RawDocument.carrying(RawProjection.of(bytes, fields)))
                .toList();
        return createQueryResult(found, batchSize);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        Stream<Document> stored = documents.positions().mapToObj(this::decode);
        if (isNaturalDescending(orderBy)) {
            int[] positions = documents.positions().toArray();
            stored = IntStream.rangeClosed(1, positions.length)
                    .mapToObj(fromEnd -> decode(positions[positions.length - fromEnd]));
        }
        return matchDocumentsFromStream(stored, query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    public synchronized void addDocument(Document document) {
        byte[] carried = RawDocument.carriedBy(document);
        OrderedIndex index = onlyIndex();
        if (index != null && (carried != null || document.get(OrderedIndex.ID) instanceof String)) {
            add(carried == null ? RawDocument.encode(document) : carried, index);
        } else {
            super.addDocument(carried == null ? document : RawDocument.decode(carried));
        }
    }

    private void add(byte[] bytes, OrderedIndex index) {
        byte[] id = RawDocument.textId(bytes);
        if (id == null || index.at(id) != IdHash.NONE) {
            KeyValue key = new KeyValue(RawDocument.decode(bytes).get(OrderedIndex.ID));
            throw new DuplicateKeyError(index, this, index.getKeys(), key);
        }
        index.add(id, documents.add(bytes));
    }

    /** Without searching, and without decoding, where one document is named by its id and nothing else is asked for. */
    @Override
    public synchronized Document updateDocuments(
            Document selector, Document update, ArrayFilters arrayFilters, boolean multi, boolean upsert, Oplog oplog) {
        OrderedIndex index = onlyIndex();
        if (index == null || selector.size() != 1 || !(selector.get(OrderedIndex.ID) instanceof String id)) {
            return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
        }
        int position = index.at(RawDocument.idBytes(id));
        boolean inserting = position == IdHash.NONE;
        if (inserting && !upsert) {
            return super.updateDocuments(selector, update, arrayFilters, multi, false, oplog);
        }
        SimpleUpdate simple =
                new SimpleUpdate(inserting ? RawDocument.encode(new Document(selector)) : documents.get(position));
        if (!simple.fits(update)) {
            return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
        }
        boolean changed = simple.apply(update, inserting);
        if (inserting) {
            addDocument(RawDocument.carrying(simple.trimmed()));
            oplog.handleInsert(getFullName(), List.of(RawDocument.decode(simple.bytes())));
            return new Document("upserted", id).append("n", 0).append("nModified", 0);
        }
        documents.set(position, simple.bytes());
        oplog.handleUpdate(getFullName(), selector, update, changed ? List.of(id) : List.of());
        return new Document("n", 1).append("nModified", changed ? 1 : 0);
    }

    @Override
    public synchronized void addIndex(Index<Integer> index) {
        if (index instanceof OrderedIndex ordered && index.isEmpty()) {
            ordered.readIdsFrom(documents);
        }
        super.addIndex(index);
    }

    private @Nullable OrderedIndex onlyIndex() {
        return getIndexes().size() == 1 ? orderedIndex() : null;
    }

    private @Nullable OrderedIndex orderedIndex() {
        for (Index<Integer> index : getIndexes()) {
            if (index instanceof OrderedIndex ordered) {
                return ordered;
            }
        }
        return null;
    }

    private Document decode(int position) {
        return RawDocument.decode(documents.get(position));
    }

    @Override
    protected Document getDocument(Integer position) {
        return decode(position);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        return documents.add(RawDocument.encode(document));
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        documents.set(position, RawDocument.encode(after));
    }

    @Override
    protected void removeDocument(Integer position) {
        documents.remove(position);
    }

    @Override
    protected @Nullable Integer findDocumentPosition(Document document) {
        return documents
                .positions()
                .filter(position -> decode(position).equals(document))
                .boxed()
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return documents.positions().mapToObj(position -> new DocumentWithPosition<>(decode(position), position));
    }

    @Override
    public synchronized int count() {
        return documents.size();
    }

    /** The stock collection counts what it finds outside the monitor. */
    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    public synchronized void drop() {
        super.drop();
        documents.clear();
    }

    /** Encodes each document twice per update to say in statistics how large the collection is. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        throw new UnsupportedOperationException("The size of data is not tracked.");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
