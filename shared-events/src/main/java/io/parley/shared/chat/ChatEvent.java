package io.parley.shared.chat;

import java.time.Instant;

/**
 * Something that happened in a chat and stands in its timeline: the event's position in the chat's stream is its seq.
 * All of them live in this package because a sealed interface asks for it.
 */
public sealed interface ChatEvent permits ChatCreated, MessageSent {
    ChatId chatId();

    Instant at();
}
