package io.parley.shared.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.time.Duration;

/** Names in Redis that the delivery processor and the edge nodes share. */
public final class DeliveryKeys {
    /** How long the router's head of a chat is kept: far longer than a view ever lags. */
    public static final Duration CHAT_HEAD_TTL = Duration.ofMinutes(10);

    /** How long a node counts as there after its last sign of life; it gives one every half second. */
    public static final Duration NODE_TTL = Duration.ofSeconds(10);

    /** How long a set of nodes is kept after the last node entered itself or renewed its entry. */
    public static final Duration NODES_TTL = Duration.ofHours(24);

    /** Counts up whenever a router could not route something: the edge nodes then look into the views. */
    public static final String MISSED = "parley:router:missed";

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

    /** Which connection holds a device: {@code nodeId/connectionId/order}, the newer of a node with the higher order. */
    public static String device(UserId userId, String deviceId) {
        return "parley:device:{" + userId + "}:" + deviceId;
    }

    /** Topic of one edge node; carries {@link NumberedPush}. */
    public static String nodeTopic(String nodeId) {
        return "parley:node:{" + nodeId + "}";
    }

    /** The number of the last push to the node. It is there as long as the node is, and only the node sets it up. */
    public static String nodeCounter(String nodeId) {
        return "parley:node:{" + nodeId + "}:pushes";
    }
}
