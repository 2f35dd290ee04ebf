package io.parley.query.timeline;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.view.JsonBytes;
import io.parley.query.view.ViewCodec;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.json.MillisText;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import io.parley.shared.timeline.MessageEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/** A document of the timeline view, and the envelope that it makes. */
public final class StoredEnvelope {
    /** Of a message beside its text: names and ids. */
    private static final int FIELDS = 320;

    private static final byte[] TYPE_AND_CHAT = JsonBytes.ascii("{\"type\":\"MESSAGE\",\"chatId\":");
    private static final byte[] SEQ = JsonBytes.ascii(",\"seq\":");
    private static final byte[] AT = JsonBytes.ascii(",\"at\":\"");
    private static final byte[] FROM = JsonBytes.ascii("\",\"from\":");
    private static final byte[] MESSAGE_ID = JsonBytes.ascii(",\"messageId\":");
    private static final byte[] CLIENT_MSG_ID = JsonBytes.ascii(",\"clientMsgId\":");
    private static final byte[] TEXT = JsonBytes.ascii(",\"text\":");

    private String id = "";
    private String type = "";
    private Instant at = Instant.EPOCH;
    private String from = "";
    private String messageId = "";
    private String clientMsgId = "";
    private Content content = new Content("", null, new byte[0]);
    private @Nullable String replyTo;
    private @Nullable String threadOf;
    private @Nullable String kind;
    private @Nullable String title;
    private boolean encrypted;
    private long memberCount;
    private List<String> mentions = List.of();
    private List<String> members = List.of();

    private StoredEnvelope() {}

    public static StoredEnvelope read(BsonReader reader) {
        StoredEnvelope stored = new StoredEnvelope();
        ViewCodec.fields(reader, stored::field);
        return stored;
    }

    private void field(String name, BsonReader reader) {
        switch (name) {
            case ViewSchema.ID -> id = reader.readString();
            case Timeline.TYPE -> type = reader.readString();
            case ViewSchema.AT -> at = Instant.ofEpochMilli(reader.readDateTime());
            case Timeline.FROM -> from = reader.readString();
            case Timeline.MESSAGE_ID -> messageId = reader.readString();
            case Timeline.CLIENT_MSG_ID -> clientMsgId = reader.readString();
            case Timeline.CONTENT -> content = content(reader);
            case Timeline.REPLY_TO -> replyTo = reader.readString();
            case Timeline.THREAD_OF -> threadOf = reader.readString();
            case Timeline.MENTIONS -> mentions = texts(reader);
            case Timeline.KIND -> kind = reader.readString();
            case Timeline.TITLE -> title = reader.readString();
            case Timeline.ENCRYPTED -> encrypted = reader.readBoolean();
            case Timeline.MEMBERS -> members = texts(reader);
            case Timeline.MEMBER_COUNT -> memberCount = reader.readInt64();
            default -> reader.skipValue();
        }
    }

    private static Content content(BsonReader reader) {
        Parts parts = new Parts();
        ViewCodec.fields(reader, parts::field);
        return new Content(parts.scheme, parts.keyId, parts.bytes);
    }

    private static final class Parts {
        private String scheme = "";
        private @Nullable String keyId;
        private byte[] bytes = new byte[0];

        private void field(String name, BsonReader reader) {
            switch (name) {
                case Timeline.SCHEME -> scheme = reader.readString();
                case Timeline.KEY_ID -> keyId = reader.readString();
                case Timeline.BYTES -> bytes = reader.readBinaryData().getData();
                default -> reader.skipValue();
            }
        }
    }

    private static List<String> texts(BsonReader reader) {
        List<String> texts = new ArrayList<>();
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            texts.add(reader.readString());
        }
        reader.readEndArray();
        return texts;
    }

    /** What the view calls it. */
    public String id() {
        return id;
    }

    public TimelineEnvelope envelope() {
        return switch (type) {
            case Timeline.CHAT_CREATED -> created();
            case Timeline.MESSAGE -> message();
            default ->
                throw new IllegalStateException("The timeline view holds a " + type
                        + ", which this version does not know. Update the query side before the projections.");
        };
    }

    /** The envelope as it stands on the wire. */
    public byte[] json() {
        return type.equals(Timeline.MESSAGE)
                ? messageJson()
                : ParleyJson.mapper().writeValueAsBytes(envelope());
    }

    private byte[] messageJson() {
        JsonBytes json = new JsonBytes(FIELDS + content.bytes().length);
        json.raw(TYPE_AND_CHAT).id(id.substring(0, id.indexOf(':')));
        json.raw(SEQ).raw(seq());
        json.raw(AT).raw(MillisText.of(at));
        json.raw(FROM).id(from);
        json.raw(MESSAGE_ID).id(messageId);
        json.raw(CLIENT_MSG_ID).id(clientMsgId);
        if (content.scheme().equals(Content.PLAIN)) {
            json.raw(TEXT).text(content.bytes());
        }
        optional(json, ",\"ciphertext\":", content.asCiphertext());
        optional(json, ",\"replyTo\":", replyTo);
        optional(json, ",\"threadOf\":", threadOf);
        if (!mentions.isEmpty()) {
            json.raw(",\"mentions\":[").id(mentions.get(0));
            mentions.stream().skip(1).forEach(user -> json.raw(",").id(user));
            json.raw("]");
        }
        return json.raw("}").toBytes();
    }

    private static void optional(JsonBytes json, String name, @Nullable String text) {
        if (text != null) {
            json.raw(name).text(text);
        }
    }

    private MessageEnvelope message() {
        return new MessageEnvelope(
                chatId(),
                seq(),
                at,
                new UserId(from),
                new MessageId(messageId),
                new ClientMessageId(clientMsgId),
                content.asText(),
                content.asCiphertext(),
                messageId(replyTo),
                messageId(threadOf),
                users(mentions));
    }

    private ChatCreatedEnvelope created() {
        if (kind == null) {
            throw new IllegalStateException("The timeline view holds a chat of no kind: " + id);
        }
        return new ChatCreatedEnvelope(
                chatId(),
                seq(),
                at,
                new UserId(from),
                ChatKind.valueOf(kind),
                title,
                encrypted,
                users(members),
                Math.toIntExact(memberCount));
    }

    private ChatId chatId() {
        return new ChatId(id.substring(0, id.indexOf(':')));
    }

    private long seq() {
        return Long.parseLong(id, id.indexOf(':') + 1, id.length(), 10);
    }

    private static @Nullable MessageId messageId(@Nullable String value) {
        return value == null ? null : new MessageId(value);
    }

    private static List<UserId> users(List<String> values) {
        return values.stream().map(UserId::new).toList();
    }
}
