package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.engines.mongo.ViewSchema;
import io.parley.engines.mongo.ViewSchema.Holes;
import io.parley.engines.mongo.ViewSchema.Timeline;
import io.parley.projection.view.Fields;
import io.parley.projection.view.Upsert;
import io.parley.projection.view.ViewChanges;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** One event of a chat as history shows it. */
final class TimelineDocument {
    private TimelineDocument() {}

    static void created(ChatCreated event, TimelineEntry entry, ViewChanges changes) {
        document(entry.id(), changes)
                .once(Timeline.TYPE, Timeline.CHAT_CREATED)
                .once(ViewSchema.AT, event.at())
                .once(Timeline.FROM, event.creator().value())
                .once(ViewSchema.ORDINAL, 0L)
                .once(Timeline.KIND, event.kind().name())
                .once(Timeline.TITLE, event.title())
                .once(Timeline.ENCRYPTED, event.encrypted())
                .once(Timeline.MEMBERS, values(shown(event.members())))
                .once(Timeline.MEMBER_COUNT, (long) event.members().size());
    }

    static void sent(MessageSent event, TimelineEntry entry, ViewChanges changes) {
        document(entry.id(), changes)
                .once(Timeline.TYPE, Timeline.MESSAGE)
                .once(ViewSchema.AT, event.at())
                .once(Timeline.FROM, event.sender().value())
                .once(ViewSchema.ORDINAL, event.ordinal())
                .once(ViewSchema.OWN, event.senderOrdinal())
                .once(Timeline.MESSAGE_ID, event.messageId().value())
                .once(Timeline.CLIENT_MSG_ID, event.clientMsgId().value())
                .once(Timeline.CONTENT, content(event.content()))
                .once(Timeline.REPLY_TO, value(event.replyTo()))
                .once(Timeline.THREAD_OF, value(event.threadOf()))
                .once(Timeline.MENTIONS, event.mentions().isEmpty() ? null : values(event.mentions()));
    }

    /** Marks may stand on what was left out, too, so the count of messages up to there is kept. */
    static void leftOut(ChatId chatId, long seq, long ordinal, ViewChanges changes) {
        changes.upsert(Holes.COLLECTION, ViewIds.timeline(chatId, seq)).once(ViewSchema.ORDINAL, ordinal);
    }

    private static Upsert document(String id, ViewChanges changes) {
        return changes.upsert(Timeline.COLLECTION, id);
    }

    private static Fields content(Content content) {
        Fields document = Fields.of(Timeline.SCHEME, content.scheme());
        if (content.keyId() != null) {
            document.and(Timeline.KEY_ID, content.keyId());
        }
        return document.and(Timeline.BYTES, new Binary(content.bytes()));
    }

    private static List<UserId> shown(List<UserId> members) {
        return members.subList(0, Math.min(members.size(), ChatCreatedEnvelope.MEMBERS_SHOWN));
    }

    private static List<String> values(List<UserId> users) {
        List<String> values = new ArrayList<>(users.size());
        for (UserId user : users) {
            values.add(user.value());
        }
        return values;
    }

    private static @Nullable String value(@Nullable MessageId id) {
        return id == null ? null : id.value();
    }
}
