package io.parley.load.stub;

import io.parley.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chats and open streams; one thing at a time. */
final class StubChats {
    private static final int ONE_IN = 10;

    private final Fault fault;
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final Map<String, Sinks.Many<String>> streams = new ConcurrentHashMap<>();
    private long sends;

    private static final class Chat {
        private final String id;
        private final List<String> members = new ArrayList<>();
        private long lastSeq;
        private @Nullable String heldBack;

        Chat(String id) {
            this.id = id;
        }
    }

    StubChats(Fault fault) {
        this.fault = fault;
    }

    synchronized ObjectNode create(String creator, JsonNode request) {
        Chat chat = new Chat("chat" + chats.size());
        chat.members.add(creator);
        request.path("members").forEach(member -> chat.members.add(member.asString()));
        chats.put(chat.id, chat);
        return Json.object().put("chatId", chat.id).put("seq", 0).put("created", true);
    }

    /** Whether a send is to get no answer. */
    synchronized boolean ignoresNext() {
        return fault == Fault.IGNORES && ++sends % ONE_IN == 0;
    }

    synchronized ObjectNode send(String sender, JsonNode request) {
        Chat chat = chat(request);
        if (fault == Fault.REFUSES && (chat.lastSeq + 1) % ONE_IN == 0) {
            chat.lastSeq++;
            throw new IllegalStateException("{\"code\":\"UNAVAILABLE\",\"message\":\"Not now.\"}");
        }
        long seq = ++chat.lastSeq;
        String id = request.path("clientMsgId").asString();
        deliver(chat, envelope(chat, sender, seq, id, request.path("text").asString()));
        return Json.object()
                .put("clientMsgId", id)
                .put("messageId", chat.id + "." + seq)
                .put("chatId", chat.id)
                .put("seq", seq);
    }

    private static String envelope(Chat chat, String sender, long seq, String id, String text) {
        return Json.object()
                .put("type", "MESSAGE")
                .put("chatId", chat.id)
                .put("seq", seq)
                .put("from", sender)
                .put("clientMsgId", id)
                .put("text", text)
                .toString();
    }

    private void deliver(Chat chat, String envelope) {
        boolean wrong = chat.lastSeq % ONE_IN == 0;
        String before = chat.heldBack;
        chat.heldBack = null;
        if (!wrong || fault == Fault.NONE || fault == Fault.REFUSES || fault == Fault.IGNORES) {
            push(chat, envelope);
        } else if (fault == Fault.REPEATS) {
            push(chat, envelope);
            push(chat, envelope);
        } else if (fault == Fault.SWAPS) {
            chat.heldBack = envelope;
        }
        if (before != null) {
            push(chat, before);
        }
    }

    private void push(Chat chat, String envelope) {
        for (String member : chat.members) {
            Sinks.Many<String> stream = streams.get(member);
            if (stream != null) {
                stream.tryEmitNext(envelope).orThrow();
            }
        }
    }

    synchronized ObjectNode history(JsonNode request) {
        ObjectNode page = Json.object();
        page.putArray("items").addObject().put("seq", chat(request).lastSeq);
        return page;
    }

    synchronized ObjectNode inbox(String user) {
        ObjectNode page = Json.object();
        var rows = page.putArray("chats");
        chats.values().stream()
                .filter(chat -> chat.members.contains(user))
                .forEach(chat -> rows.addObject().put("chatId", chat.id).put("lastSeq", chat.lastSeq));
        return page;
    }

    synchronized Flux<String> stream(String user) {
        Sinks.Many<String> stream = Sinks.many().unicast().onBackpressureBuffer();
        stream.tryEmitNext("{\"type\":\"CAUGHT_UP\",\"chats\":1}").orThrow();
        streams.put(user, stream);
        return stream.asFlux();
    }

    private Chat chat(JsonNode request) {
        Chat chat = chats.get(request.path("chatId").asString());
        if (chat == null) {
            throw new IllegalArgumentException("{\"code\":\"NOT_FOUND\",\"message\":\"There is no such chat.\"}");
        }
        return chat;
    }
}
