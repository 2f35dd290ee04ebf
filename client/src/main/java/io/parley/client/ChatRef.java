package io.parley.client;

/**
 * The answer to {@code chat.create}.
 *
 * @param seq where the chat's timeline stood when it was answered
 * @param created false where the chat existed before
 */
public record ChatRef(String chatId, long seq, boolean created) {}
