package io.parley.shared.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Duration;

/** Names in Redis that the delivery processor and the edge nodes share. */
public final class DeliveryKeys {
    /** How long the router's head of a chat is kept: far longer than a view ever lags. */
    public static final Duration CHAT_HEAD_TTL = Duration.ofMinutes(10);

    private DeliveryKeys() {}

    /** Set of the edge nodes with at least one stream of a member of the chat. */
    public static String chatNodes(ChatId chatId) {
        return "parley:chat:{" + chatId + "}:nodes";
    }

    /** The last seq of the chat that the router has handled, as a decimal number. */
    public static String chatHead(ChatId chatId) {
        return "parley:chat:{" + chatId + "}:head";
    }

    /** Set of the edge nodes with at least one stream of the user. */
    public static String userNodes(UserId userId) {
        return "parley:user:{" + userId + "}:nodes";
    }

    /** Which connection holds a device: {@code nodeId/connectionId}. */
    public static String device(UserId userId, String deviceId) {
        return "parley:device:{" + userId + "}:" + deviceId;
    }

    /** Topic of one edge node; carries {@link NodeBatch}. */
    public static String nodeTopic(String nodeId) {
        return "parley:node:" + nodeId;
    }
}
