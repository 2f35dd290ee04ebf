package io.parley.query;

import static io.parley.engines.mongo.ViewSchema.AT;
import static io.parley.engines.mongo.ViewSchema.ID;
import static io.parley.engines.mongo.ViewSchema.ORDINAL;
import static io.parley.engines.mongo.ViewSchema.OWN;
import static io.parley.engines.mongo.ViewSchema.SEQ;
import static io.parley.engines.mongo.ViewSchema.VALUE;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.engines.mongo.ViewSchema.Marks;
import io.parley.engines.mongo.ViewSchema.Members;
import io.parley.engines.mongo.ViewSchema.Memberships;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.engines.mongo.ViewSchema.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Views as the projections would have left them. */
public final class GivenViews {
    public static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoDatabase database;

    public GivenViews(MongoDatabase database) {
        this.database = database;
    }

    public static Instant second(long number) {
        return BEGIN.plusSeconds(number);
    }

    public GivenViews ready(boolean ready) {
        set(Views.COLLECTION, Views.TIMELINE_GROUP, Views.READY, ready);
        return this;
    }

    /** A chat of these members, created at second 0; the first of them made it. */
    public GivenViews chat(String chat, String... members) {
        ChatId chatId = new ChatId(chat);
        set(Chats.COLLECTION, chat, Chats.KIND, "GROUP");
        set(Chats.COLLECTION, chat, Chats.ENCRYPTED, false);
        set(Chats.COLLECTION, chat, Chats.TITLE, stamped(0, "About " + chat));
        memberCount(chat, members.length);
        head(chatId, 0, 0);
        insertTimeline(
                chatId,
                0,
                new Document(Timeline.TYPE, Timeline.CHAT_CREATED)
                        .append(AT, BEGIN)
                        .append(Timeline.FROM, members[0])
                        .append(ORDINAL, 0L)
                        .append(Timeline.KIND, "GROUP")
                        .append(Timeline.TITLE, "About " + chat)
                        .append(Timeline.ENCRYPTED, false)
                        .append(Timeline.MEMBERS, List.of(members))
                        .append(Timeline.MEMBER_COUNT, (long) members.length));
        for (String member : members) {
            joined(chat, member, 0, 0, BEGIN);
        }
        return this;
    }

    public GivenViews memberCount(String chat, long count) {
        set(Chats.COLLECTION, chat, Chats.MEMBER_COUNT, stamped(0, count));
        return this;
    }

    public GivenViews joined(String chat, String user, long joinedSeq, long firstSeq, Instant at) {
        ChatId chatId = new ChatId(chat);
        UserId userId = new UserId(user);
        String id = ViewIds.member(chatId, userId);
        set(Members.COLLECTION, id, Members.ROLE, stamped(joinedSeq, "MEMBER"));
        set(
                Members.COLLECTION,
                id,
                Members.JOINED,
                new Document(SEQ, joinedSeq).append(AT, at).append(Members.FIRST_SEQ, firstSeq));
        readMark(chat, user, joinedSeq, null, 0, 0);
        own(chat, user, joinedSeq, 0);
        set(Memberships.COLLECTION, ViewIds.membership(userId, chatId), Memberships.JOINED_SEQ, joinedSeq);
        return this;
    }

    /** Takes seqs out of a timeline, as if their events had been left out. */
    public GivenViews without(String chat, long... seqs) {
        for (long seq : seqs) {
            String id = ViewIds.timeline(new ChatId(chat), seq);
            database.getCollection(Timeline.COLLECTION).deleteOne(new Document("_id", id));
        }
        return this;
    }

    /** A message at second {@code seq}, which is message number {@code seq} too. */
    public GivenViews message(String chat, long seq, String from, String text) {
        return message(chat, seq, from, text, second(seq));
    }

    public GivenViews message(String chat, long seq, String from, String text, Instant at) {
        ChatId chatId = new ChatId(chat);
        insertTimeline(
                chatId,
                seq,
                new Document(Timeline.TYPE, Timeline.MESSAGE)
                        .append(AT, at)
                        .append(Timeline.FROM, from)
                        .append(ORDINAL, seq)
                        .append(OWN, 1L)
                        .append(Timeline.MESSAGE_ID, chat + "." + seq)
                        .append(Timeline.CLIENT_MSG_ID, new UUID(1, seq).toString())
                        .append(
                                Timeline.CONTENT,
                                new Document(Timeline.SCHEME, "plain")
                                        .append(Timeline.BYTES, new Binary(text.getBytes(StandardCharsets.UTF_8)))));
        head(chatId, seq, seq);
        set(Chats.COLLECTION, chat, Chats.LAST_MESSAGE, new Document(SEQ, seq).append(AT, at));
        return this;
    }

    public GivenViews messages(String chat, long count, String from) {
        for (long seq = 1; seq <= count; seq++) {
            message(chat, seq, from, "message " + seq);
        }
        return this;
    }

    public GivenViews readMark(String chat, String user, long seq, @Nullable Instant at, long ordinal, long own) {
        set(
                Members.COLLECTION,
                ViewIds.member(new ChatId(chat), new UserId(user)),
                Members.READ,
                new Document(SEQ, seq).append(AT, at).append(ORDINAL, ordinal).append(OWN, own));
        return this;
    }

    public GivenViews deliveredMark(String chat, String user, long seq, Instant at) {
        set(
                Members.COLLECTION,
                ViewIds.member(new ChatId(chat), new UserId(user)),
                Members.DELIVERED,
                new Document(SEQ, seq).append(AT, at));
        return this;
    }

    public GivenViews own(String chat, String user, long seq, long own) {
        set(
                Members.COLLECTION,
                ViewIds.member(new ChatId(chat), new UserId(user)),
                Members.OWN_LATEST,
                new Document(SEQ, seq).append(OWN, own));
        return this;
    }

    /** An entry in the bucket of {@code upTo}; the type is one of {@link Marks}. */
    public GivenViews markEntry(String chat, String user, String type, long upTo, Instant at) {
        String id = ViewIds.marks(new ChatId(chat), ViewIds.bucket(upTo), new UserId(user));
        set(Marks.COLLECTION, id, type + "." + upTo, at);
        set(Chats.COLLECTION, chat, Chats.MARKS_AT, at);
        return this;
    }

    /** The chat as it was at this seq, with everything else as far as it is: in the middle of a batch. */
    public GivenViews head(String chat, long seq) {
        head(new ChatId(chat), seq, seq);
        set(Chats.COLLECTION, chat, Chats.LAST_MESSAGE, new Document(SEQ, seq).append(AT, second(seq)));
        return this;
    }

    private void head(ChatId chatId, long seq, long ordinal) {
        set(Chats.COLLECTION, chatId.value(), Chats.LAST, new Document(SEQ, seq).append(ORDINAL, ordinal));
    }

    private void insertTimeline(ChatId chatId, long seq, Document document) {
        document.put(ID, ViewIds.timeline(chatId, seq));
        database.getCollection(Timeline.COLLECTION).insertOne(document);
    }

    private void set(String collection, String id, String field, Object value) {
        database.getCollection(collection).updateOne(Filters.eq(ID, id), Updates.set(field, value), UPSERT);
    }

    private static Document stamped(long seq, Object value) {
        return new Document(SEQ, seq).append(VALUE, value);
    }
}
