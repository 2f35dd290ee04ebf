package io.parley.client;

import java.time.Instant;

/**
 * What the server answers to a message that it has stored.
 *
 * @param seq the message's place in the chat's timeline
 * @param sentAt the server's time of the message
 */
public record Ack(String clientMsgId, String messageId, String chatId, long seq, Instant sentAt) {}
