package io.parley.query.timeline;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.query.view.Times;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import io.parley.shared.timeline.MessageEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** From a document of the timeline view to its envelope. */
public final class EnvelopeReader {
    private EnvelopeReader() {}

    static TimelineEnvelope envelope(Document document) {
        String type = document.getString(Timeline.TYPE);
        return switch (type) {
            case Timeline.CHAT_CREATED -> created(document);
            case Timeline.MESSAGE -> message(document);
            default ->
                throw new IllegalStateException("The timeline view holds a " + type
                        + ", which this version does not know. Update the query side before the projections.");
        };
    }

    public static MessageEnvelope message(Document document) {
        Content content = content(document.get(Timeline.CONTENT, Document.class));
        return new MessageEnvelope(
                chatId(document),
                seq(document),
                Times.of(document, ViewSchema.AT),
                new UserId(document.getString(Timeline.FROM)),
                new MessageId(document.getString(Timeline.MESSAGE_ID)),
                new ClientMessageId(document.getString(Timeline.CLIENT_MSG_ID)),
                content.asText(),
                content.asCiphertext(),
                messageId(document.getString(Timeline.REPLY_TO)),
                messageId(document.getString(Timeline.THREAD_OF)),
                users(document.getList(Timeline.MENTIONS, String.class, List.of())));
    }

    private static ChatCreatedEnvelope created(Document document) {
        return new ChatCreatedEnvelope(
                chatId(document),
                seq(document),
                Times.of(document, ViewSchema.AT),
                new UserId(document.getString(Timeline.FROM)),
                ChatKind.valueOf(document.getString(Timeline.KIND)),
                document.getString(Timeline.TITLE),
                document.getBoolean(Timeline.ENCRYPTED, false),
                users(document.getList(Timeline.MEMBERS, String.class)),
                document.getLong(Timeline.MEMBER_COUNT).intValue());
    }

    private static ChatId chatId(Document document) {
        String id = document.getString(ViewSchema.ID);
        return new ChatId(id.substring(0, id.indexOf(':')));
    }

    private static long seq(Document document) {
        String id = document.getString(ViewSchema.ID);
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    private static Content content(Document content) {
        return new Content(
                content.getString(Timeline.SCHEME),
                content.getString(Timeline.KEY_ID),
                content.get(Timeline.BYTES, Binary.class).getData());
    }

    private static @Nullable MessageId messageId(@Nullable String value) {
        return value == null ? null : new MessageId(value);
    }

    private static List<UserId> users(List<String> values) {
        return values.stream().map(UserId::new).toList();
    }
}
