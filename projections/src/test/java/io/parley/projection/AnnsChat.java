package io.parley.projection;

import com.mongodb.client.MongoDatabase;
import io.parley.engines.mongo.ViewSchema;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/** What happens in a chat that has ann alone, and what views there are of it. */
public final class AnnsChat {
    public static final UserId ANN = new UserId("ann");
    public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private AnnsChat() {}

    public static ChatEvent created(String chat) {
        return new ChatCreated(new ChatId(chat), ChatKind.GROUP, ANN, List.of(ANN), null, false, false, AT);
    }

    public static ChatEvent sent(String chat, long seq) {
        ChatId chatId = new ChatId(chat);
        return new MessageSent(
                chatId,
                MessageId.at(chatId, seq),
                new ClientMessageId(new UUID(1, seq).toString()),
                ANN,
                Content.text("message " + seq),
                null,
                null,
                List.of(),
                seq,
                seq,
                AT);
    }

    /** Every document of the collections, by its collection and id. */
    public static Map<String, Document> everything(MongoDatabase database, List<String> collections) {
        Map<String, Document> everything = new HashMap<>();
        for (String collection : collections) {
            for (Document document : database.getCollection(collection).find()) {
                everything.put(collection + "/" + document.getString(ViewSchema.ID), document);
            }
        }
        return everything;
    }
}
