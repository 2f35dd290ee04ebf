package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;

/**
 * The in-memory stand-in for MongoDB: documents as BSON, with an ordered index on {@code _id}. Ranges of {@code _id}, sorted
 * by it or not, touch the matching documents alone; the stock backend reads the whole collection for each.
 */
public final class OrderedMemoryBackend extends AbstractMongoBackend {
    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new OrderedDatabase(name, getCursorRegistry());
    }

    private static final class OrderedDatabase extends AbstractSynchronizedMongoDatabase<Integer> {
        private OrderedDatabase(String name, CursorRegistry cursors) {
            super(name, cursors);
            initializeNamespacesAndIndexes();
        }

        /** What a client finds goes to the wire as it stands; everyone else gets documents. */
        @Override
        public Document handleCommand(
                Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
            return command.equalsIgnoreCase("find")
                            && query.get(command) instanceof String name
                            && resolveCollection(name, false) instanceof OrderedCollection collection
                    ? collection.find(query)
                    : super.handleCommand(channel, command, query, databases, oplog);
        }

        @Override
        protected OrderedCollection openOrCreateCollection(String name, CollectionOptions options) {
            return new OrderedCollection(this, name, options, cursorRegistry);
        }

        @Override
        protected Index<Integer> openOrCreateUniqueIndex(
                String collection, String name, List<IndexKey> keys, boolean sparse) {
            return OrderedIndex.isFor(keys)
                    ? new OrderedIndex(name, keys, sparse)
                    : new MemoryUniqueIndex(name, keys, sparse);
        }

        @Override
        protected long getStorageSize() {
            return 0;
        }

        @Override
        protected long getFileSize() {
            return 0;
        }
    }
}
