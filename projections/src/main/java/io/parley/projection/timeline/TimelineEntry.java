package io.parley.projection.timeline;

import io.parley.engines.mongo.ViewIds;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.MessageSent;

/**
 * An event and its place in its chat.
 *
 * @param id of that place in the timeline view
 */
record TimelineEntry(ChatEvent event, long seq, String id) {
    TimelineEntry(ChatEvent event, long seq) {
        this(event, seq, ViewIds.timeline(event.chatId(), seq));
    }

    /** Messages of the chat up to here; only messages know, and the chat's first event. */
    long ordinal() {
        return event instanceof MessageSent message ? message.ordinal() : 0;
    }
}
