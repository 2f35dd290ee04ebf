package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One device sends to a chat without a pause, and remembers what of it was acknowledged; its connection may be cut. */
final class Sending {
    private static final Duration GAP = Duration.ofMillis(20);
    private static final int AT_ONCE = 8;

    private final String chatId;
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private final Map<UUID, JsonNode> acks = new ConcurrentHashMap<>();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();

    private Sending(String chatId) {
        this.chatId = chatId;
    }

    static Sending from(Device device, String chatId) {
        Sending sending = new Sending(chatId);
        Disposable unused = Flux.interval(GAP)
                .onBackpressureDrop()
                .takeWhile(tick -> sending.goesOn.get())
                .map(tick -> UUID.randomUUID())
                .doOnNext(sending.sent::add)
                .flatMap(id -> sending.sends(device, id).onErrorResume(cut -> Mono.empty()), AT_ONCE)
                .doFinally(signal -> sending.ended.set(true))
                .subscribe();
        return sending;
    }

    private Mono<JsonNode> sends(Device device, UUID id) {
        return device.sends(chatId, id, "message " + id).doOnNext(ack -> acks.put(id, ack));
    }

    void hasAcks(int count) {
        await("sends are answered").atMost(Device.PATIENCE.multipliedBy(2)).until(() -> acks.size() >= count);
    }

    long acks() {
        return acks.size();
    }

    /** Sends nothing new and waits until what is under way has been answered or cut. */
    void stop() {
        goesOn.set(false);
        await("nothing is under way").atMost(Device.PATIENCE).until(ended::get);
    }

    /** Sends everything again, until all is acknowledged: what was before gets the very same ACK. */
    void repeatsAll(Device device) {
        Map<UUID, JsonNode> first = Map.copyOf(acks);
        Flux.fromIterable(sent).flatMap(id -> sends(device, id), AT_ONCE).blockLast(Device.PATIENCE);
        assertThat(acks).containsAllEntriesOf(first).containsOnlyKeys(sent);
    }

    /** The seqs of all that was acknowledged. */
    Set<Long> seqs() {
        Set<Long> seqs = ConcurrentHashMap.newKeySet();
        acks.values().forEach(ack -> seqs.add(Json.number(ack, "seq")));
        assertThat(seqs).as("a seq for each message").hasSameSizeAs(acks.keySet());
        return seqs;
    }
}
