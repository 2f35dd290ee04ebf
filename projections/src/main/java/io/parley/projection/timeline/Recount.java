package io.parley.projection.timeline;

import io.parley.projection.timeline.Counts.Count;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.MessageSent;
import java.util.Set;

/**
 * Counts messages anew in chats from which something was left out. Events count all messages of their chat; there they
 * would count some that nobody can see, and whose they were need not be known.
 */
final class Recount {
    private Recount() {}

    /** The same events; messages in {@code holed} chats with the counts that the views go on with. */
    static EventBatch of(EventBatch batch, Set<String> holed, Counts counts) {
        EventBatch counted = new EventBatch();
        for (TimelineEntry entry : batch.timeline()) {
            counted.add(
                    holed.contains(entry.event().chatId().value()) ? counted(entry, counts) : entry.event(),
                    entry.seq());
        }
        batch.receipts().forEach(counted::add);
        return counted;
    }

    private static ChatEvent counted(TimelineEntry entry, Counts counts) {
        if (!(entry.event() instanceof MessageSent message)) {
            counts.passed(entry.event().chatId(), entry.seq());
            return entry.event();
        }
        Count count = counts.counted(message, entry.seq());
        return new MessageSent(
                message.chatId(),
                message.messageId(),
                message.clientMsgId(),
                message.sender(),
                message.content(),
                message.replyTo(),
                message.threadOf(),
                message.mentions(),
                count.ordinal(),
                count.own(),
                message.at());
    }
}
