package io.parley.client.demo;

import io.parley.client.Ack;
import io.parley.client.ChatRef;
import io.parley.client.ParleyClient;
import io.parley.client.ParleyProblem;
import io.parley.client.ReceiptType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One device on the stage: what it does waits for the answer, what it sees is kept for the end. */
final class Device {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String owner;
    private final String deviceId;
    private final ParleyClient client;
    private final Queue<JsonNode> seen = new ConcurrentLinkedQueue<>();
    private Flux<JsonNode> stream = Flux.empty();

    Device(String owner, String deviceId, ParleyClient client) {
        this.owner = owner;
        this.deviceId = deviceId;
        this.client = client;
    }

    void listen(Map<String, Long> cursors) {
        stream = client.events(cursors).doOnNext(seen::add).replay().autoConnect();
        sees("CAUGHT_UP", envelope -> true);
    }

    ChatRef opensGroup(String title, List<String> members) {
        return await(client.createGroup(title, members, null), owner + " could not open a group");
    }

    ChatRef opensDirect(String userId) {
        return await(client.createDirect(userId), owner + " could not open a direct chat");
    }

    Ack says(ChatRef chat, String text) {
        return await(client.send(chat.chatId(), text), owner + "'s message was not taken");
    }

    void reads(ChatRef chat, long seq) {
        await(
                client.receipt(chat.chatId(), ReceiptType.READ, seq).thenReturn(true),
                owner + "'s receipt was not taken");
    }

    int unread(ChatRef chat) {
        JsonNode inbox = await(client.inbox(100), owner + "'s inbox did not come");
        for (JsonNode row : inbox.path("chats")) {
            if (row.path("chatId").asString().equals(chat.chatId())) {
                return row.path("unread").asInt();
            }
        }
        return 0;
    }

    /** Waits until this device has seen the timeline of the chat up to {@code seq}. */
    void sees(ChatRef chat, long seq) {
        sees(
                "seq " + seq,
                envelope -> envelope.path("chatId").asString("").equals(chat.chatId())
                        && envelope.path("seq").asLong(-1) == seq);
    }

    void seesReceipt(String userId, long upTo) {
        sees(
                "RECEIPT",
                envelope -> envelope.path("receipt").asString("").equals("READ")
                        && envelope.path("userId").asString("").equals(userId)
                        && envelope.path("upTo").asLong(-1) >= upTo);
    }

    String title() {
        return owner + "'s " + deviceId;
    }

    String owner() {
        return owner;
    }

    List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    private void sees(String what, Predicate<JsonNode> wanted) {
        Predicate<JsonNode> type = envelope ->
                what.startsWith("seq") || envelope.path("type").asString("").equals(what);
        await(stream.filter(type.and(wanted)).next(), title() + " did not see " + what);
    }

    static <T> T await(Mono<T> answer, String otherwise) {
        try {
            T value = answer.block(PATIENCE);
            if (value != null) {
                return value;
            }
            throw new StageFright(otherwise + ": the server ended the stream", new IllegalStateException());
        } catch (ParleyProblem refused) {
            throw refused;
        } catch (IllegalStateException late) {
            throw new StageFright(otherwise + " within " + PATIENCE.toSeconds() + " s", late);
        } catch (RuntimeException broken) {
            throw new StageFright(otherwise + ": " + broken.getMessage(), broken);
        }
    }
}
