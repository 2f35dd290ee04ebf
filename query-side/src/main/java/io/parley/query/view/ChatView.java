package io.parley.query.view;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the views hold it.
 *
 * @param headSeq the last seq that the views hold
 * @param messages how many messages up to there
 * @param lastMessageSeq -1 before the first message
 */
public record ChatView(
        ChatId chatId,
        ChatKind kind,
        @Nullable String title,
        boolean encrypted,
        int memberCount,
        long headSeq,
        long messages,
        long lastMessageSeq,
        @Nullable Instant lastMessageAt,
        @Nullable Instant marksAt) {
    private static final Document NO_MESSAGE = new Document(ViewSchema.SEQ, -1L);

    static ChatView of(Document document) {
        Document last = document.get(Chats.LAST, Document.class);
        Document lastMessage = document.get(Chats.LAST_MESSAGE, NO_MESSAGE);
        Document memberCount = document.get(Chats.MEMBER_COUNT, Document.class);
        return new ChatView(
                new ChatId(document.getString(ViewSchema.ID)),
                ChatKind.valueOf(document.getString(Chats.KIND)),
                document.get(Chats.TITLE, Document.class).getString(ViewSchema.VALUE),
                document.getBoolean(Chats.ENCRYPTED, false),
                memberCount.getLong(ViewSchema.VALUE).intValue(),
                last.getLong(ViewSchema.SEQ),
                last.getLong(ViewSchema.ORDINAL),
                lastMessage.getLong(ViewSchema.SEQ),
                Times.orNull(lastMessage, ViewSchema.AT),
                Times.orNull(document, Chats.MARKS_AT));
    }
}
