package io.parley.projection.chat;

import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Chats;
import io.parley.projection.view.Fields;
import io.parley.projection.view.Upsert;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.receipt.ReceiptEvent;
import org.jspecify.annotations.Nullable;

/** A chat as a whole: one write per event, however many members it has. */
public final class ChatDocument {
    private ChatDocument() {}

    public static void created(ChatCreated event, long seq, ViewChanges changes) {
        document(event.chatId(), changes)
                .once(Chats.KIND, event.kind().name())
                .once(Chats.ENCRYPTED, event.encrypted())
                .once(Chats.HISTORY_VISIBLE, event.historyVisible())
                .once(Chats.CREATOR, event.creator().value())
                .once(Chats.CREATED_AT, event.at())
                .latest(Chats.TITLE, at(seq, event.title()))
                .latest(Chats.MEMBER_COUNT, at(seq, (long) event.members().size()))
                .latest(Chats.LAST, last(seq, 0));
    }

    public static void sent(MessageSent event, long seq, ViewChanges changes) {
        document(event.chatId(), changes)
                .latest(Chats.LAST, last(seq, event.ordinal()))
                .latest(Chats.LAST_MESSAGE, Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.AT, event.at()));
    }

    /** The chat's view has gone past a seq that was left out. */
    public static void passed(ChatId chatId, long seq, long ordinal, ViewChanges changes) {
        document(chatId, changes).latest(Chats.LAST, last(seq, ordinal));
    }

    public static void markMoved(ReceiptEvent event, ViewChanges changes) {
        document(event.chatId(), changes).latest(Chats.MARKS_AT, event.at());
    }

    private static Fields last(long seq, long ordinal) {
        return Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.ORDINAL, ordinal);
    }

    private static Fields at(long seq, @Nullable Object value) {
        return Fields.of(ViewSchema.SEQ, seq).and(ViewSchema.VALUE, value);
    }

    private static Upsert document(ChatId chatId, ViewChanges changes) {
        return changes.upsert(Chats.COLLECTION, chatId.value());
    }
}
