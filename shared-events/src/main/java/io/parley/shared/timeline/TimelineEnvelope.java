package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Instant;

/** An envelope with a place in a chat's timeline. */
public sealed interface TimelineEnvelope extends Envelope permits ChatCreatedEnvelope, MessageEnvelope {
    ChatId chatId();

    long seq();

    Instant at();

    UserId from();
}
