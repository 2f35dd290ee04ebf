package io.parley.query.timeline;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.parley.benchmark.Messages;
import io.parley.embedded.mongo.MongoStandIn;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatViews;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.Binary;

/** The production queries on a stand-in that holds one chat, as the projections would have left it. */
record ViewsWithOneChat(MongoStandIn mongo, MongoClient client, HistoryQueries queries) implements AutoCloseable {
    static final ChatId CHAT = ChatId.group(Messages.SENDER, "benchmark");

    static ViewsWithOneChat start(long messages) {
        MongoStandIn mongo = MongoStandIn.start(progress -> {});
        MongoClient client = MongoClients.create(mongo.uri());
        MongoDatabase database = client.getDatabase("parley");
        fill(database, messages);
        Views views = new Views(database, Clock.systemUTC());
        ChatAccess access = new ChatAccess(new ChatViews(database));
        return new ViewsWithOneChat(mongo, client, new HistoryQueries(views, access, new TimelineReader(database)));
    }

    private static void fill(MongoDatabase database, long messages) {
        insert(
                database,
                ViewSchema.Views.COLLECTION,
                ViewSchema.Views.TIMELINE_GROUP,
                new Document(ViewSchema.Views.READY, true));
        insert(
                database,
                Chats.COLLECTION,
                CHAT.value(),
                new Document(Chats.KIND, "GROUP")
                        .append(Chats.ENCRYPTED, false)
                        .append(Chats.TITLE, stamped(ViewSchema.VALUE, "Benchmark"))
                        .append(Chats.MEMBER_COUNT, stamped(ViewSchema.VALUE, 1L))
                        .append(
                                Chats.LAST,
                                new Document(ViewSchema.SEQ, messages).append(ViewSchema.ORDINAL, messages)));
        insert(
                database,
                Members.COLLECTION,
                ViewIds.member(CHAT, Messages.SENDER),
                new Document(Members.ROLE, stamped(ViewSchema.VALUE, "OWNER"))
                        .append(
                                Members.JOINED,
                                stamped(Members.FIRST_SEQ, 0L).append(ViewSchema.AT, Date.from(Messages.AT)))
                        .append(Members.READ, stamped(ViewSchema.ORDINAL, 0L).append(ViewSchema.OWN, 0L))
                        .append(Members.OWN_LATEST, stamped(ViewSchema.OWN, messages)));
        database.getCollection(Timeline.COLLECTION)
                .insertMany(LongStream.rangeClosed(1, messages)
                        .mapToObj(ViewsWithOneChat::message)
                        .toList());
    }

    static Document message(long seq) {
        byte[] text = Messages.TEXT.getBytes(StandardCharsets.UTF_8);
        return new Document(ViewSchema.ID, ViewIds.timeline(CHAT, seq))
                .append(Timeline.TYPE, Timeline.MESSAGE)
                .append(ViewSchema.AT, Date.from(Messages.AT))
                .append(Timeline.FROM, Messages.SENDER.value())
                .append(ViewSchema.ORDINAL, seq)
                .append(ViewSchema.OWN, seq)
                .append(Timeline.MESSAGE_ID, CHAT + "." + seq)
                .append(Timeline.CLIENT_MSG_ID, Messages.clientMsgId(seq).value())
                .append(
                        Timeline.CONTENT,
                        new Document(Timeline.SCHEME, "plain").append(Timeline.BYTES, new Binary(text)));
    }

    private static void insert(MongoDatabase database, String collection, String id, Document document) {
        document.put(ViewSchema.ID, id);
        database.getCollection(collection).insertOne(document);
    }

    private static Document stamped(String field, Object value) {
        return new Document(ViewSchema.SEQ, 0L).append(field, value);
    }

    @Override
    public void close() {
        client.close();
        mongo.close();
    }
}
