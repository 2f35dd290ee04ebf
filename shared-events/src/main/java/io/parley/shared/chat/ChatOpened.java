package io.parley.shared.chat;

/** The answer to {@link CreateChat}: where the chat is, and whether this command created it. */
public record ChatOpened(ChatId chatId, long seq, boolean created) {}
