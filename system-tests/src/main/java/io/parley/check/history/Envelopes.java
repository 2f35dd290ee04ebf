package io.parley.check.history;

import io.parley.client.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads envelopes off the wire. Equal ones become the same object: fifty devices hold the same timelines. */
public final class Envelopes {
    private static final int DIGEST_CHARACTERS = 16;

    private final Map<Envelope, Envelope> known = new ConcurrentHashMap<>();

    public Envelope read(JsonNode node) {
        Envelope envelope = parse(node);
        if (!(envelope instanceof Envelope.Entry)) {
            return envelope;
        }
        Envelope first = known.putIfAbsent(envelope, envelope);
        return first == null ? envelope : first;
    }

    private static Envelope parse(JsonNode node) {
        String type = node.path("type").asString("");
        if (node.has("seq")) {
            return entry(type, node);
        }
        return switch (type) {
            case "RECEIPT" ->
                new Envelope.Mark(
                        text(node, "chatId"),
                        text(node, "userId"),
                        MarkType.valueOf(text(node, "receipt")),
                        node.path("upTo").asLong(-1));
            case "GAP" ->
                new Envelope.Gap(
                        text(node, "chatId"),
                        node.path("fromSeq").asLong(-1),
                        node.path("toSeq").asLong(-1));
            case "CAUGHT_UP" -> new Envelope.CaughtUp(optional(node, "resume"));
            default -> new Envelope.Other(type);
        };
    }

    private static Envelope entry(String type, JsonNode node) {
        Set<String> added = texts(node.path(type.equals("CHAT_CREATED") ? "members" : "added"));
        return new Envelope.Entry(
                text(node, "chatId"),
                node.path("seq").asLong(-1),
                type,
                text(node, "from"),
                text(node, "at"),
                optional(node, "messageId"),
                optional(node, "clientMsgId"),
                added,
                texts(node.path("removed")),
                digest(node));
    }

    /** The order of the fields is nobody's promise; {@code current} is a view of later events, not of this one. */
    private static String digest(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        sorted.remove("current");
        ObjectNode canonical = Json.object();
        sorted.forEach(canonical::set);
        byte[] bytes = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().encodeToString(bytes).substring(0, DIGEST_CHARACTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(value -> texts.add(value.asString("")));
        return Set.copyOf(texts);
    }
}
