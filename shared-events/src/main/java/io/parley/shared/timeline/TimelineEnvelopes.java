package io.parley.shared.timeline;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.MessageSent;

/** From event to envelope; the only place where the two meet. */
public final class TimelineEnvelopes {
    private TimelineEnvelopes() {}

    public static TimelineEnvelope of(ChatEvent event, long seq) {
        if (event instanceof MessageSent sent) {
            return MessageEnvelope.of(sent, seq);
        }
        return ChatCreatedEnvelope.of((ChatCreated) event, seq);
    }
}
