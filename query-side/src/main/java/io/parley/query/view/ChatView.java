package io.parley.query.view;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import java.time.Instant;
import org.bson.BsonReader;
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
    static ChatView read(BsonReader reader) {
        Parts parts = new Parts();
        ViewCodec.fields(reader, parts::field);
        return parts.chat();
    }

    private static final class Parts {
        private String id = "";
        private String kind = "";
        private boolean encrypted;
        private Stamp title = new Stamp();
        private Stamp memberCount = new Stamp();
        private Stamp last = new Stamp();
        private Stamp lastMessage = new Stamp();
        private @Nullable Instant marksAt;

        private void field(String name, BsonReader reader) {
            switch (name) {
                case ViewSchema.ID -> id = reader.readString();
                case Chats.KIND -> kind = reader.readString();
                case Chats.ENCRYPTED -> encrypted = reader.readBoolean();
                case Chats.TITLE -> title = Stamp.read(reader);
                case Chats.MEMBER_COUNT -> memberCount = Stamp.read(reader);
                case Chats.LAST -> last = Stamp.read(reader);
                case Chats.LAST_MESSAGE -> lastMessage = Stamp.read(reader);
                case Chats.MARKS_AT -> marksAt = Instant.ofEpochMilli(reader.readDateTime());
                default -> reader.skipValue();
            }
        }

        private ChatView chat() {
            return new ChatView(
                    new ChatId(id),
                    ChatKind.valueOf(kind),
                    title.text,
                    encrypted,
                    Math.toIntExact(memberCount.number),
                    last.seq,
                    last.ordinal,
                    lastMessage.seq,
                    lastMessage.at,
                    marksAt);
        }
    }
}
