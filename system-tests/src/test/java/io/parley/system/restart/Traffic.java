package io.parley.system.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.system.kit.Device;
import io.parley.system.kit.EventStream;
import io.parley.system.kit.Json;
import io.parley.system.kit.Parley;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Alice sends to Bob without a pause, and sends again what is refused for a passing reason, until each has its ACK. */
final class Traffic {
    private static final Duration GAP = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int AT_ONCE = 16;

    private final Device alice;
    private final String chatId;
    private final EventStream bobsStream;
    private final Map<UUID, JsonNode> acks = new ConcurrentHashMap<>();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Traffic(Device alice, String chatId, EventStream bobsStream) {
        this.alice = alice;
        this.chatId = chatId;
        this.bobsStream = bobsStream;
    }

    static Traffic between(Parley parley) {
        Device alice = parley.device("alice");
        Device bob = parley.device("bob");
        String chatId = alice.opensDirect(bob);
        EventStream stream = bob.events();
        stream.awaits("CAUGHT_UP");
        Traffic traffic = new Traffic(alice, chatId, stream);
        traffic.begin();
        traffic.flows();
        return traffic;
    }

    private void begin() {
        Disposable unused = Flux.interval(GAP)
                .onBackpressureDrop()
                .takeWhile(tick -> goesOn.get())
                .map(tick -> UUID.randomUUID())
                .flatMap(id -> alice.sends(chatId, id, "message " + id).doOnNext(ack -> acks.put(id, ack)), AT_ONCE)
                .doFinally(signal -> ended.set(true))
                .subscribe(ack -> {}, failures::add);
    }

    /** Waits until sends are answered that began after this call. */
    void flows() {
        int before = acks.size() + AT_ONCE;
        await("sends are answered")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(failures).isEmpty())
                .until(() -> acks.size() > before + AT_ONCE);
    }

    /** Says something now; answers how long it took to be acknowledged, on Bob's stream and in the inbox. */
    Duration movesAfter() {
        long began = System.nanoTime();
        UUID id = UUID.randomUUID();
        JsonNode ack =
                alice.sends(chatId, id, "message " + id).blockOptional(PATIENCE).orElseThrow();
        acks.put(id, ack);
        long seq = Json.number(ack, "seq");
        bobsStream.awaits(chatId, seq);
        await("the inbox shows seq " + seq)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> Json.number(alice.inboxRow(chatId), "lastSeq") >= seq);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Waits for the last ACK and for Bob to hold everything, and compares the two with what is stored. */
    void isWhole() {
        goesOn.set(false);
        await("each send is answered").atMost(PATIENCE).until(ended::get);
        assertThat(failures).isEmpty();
        long last = acks.values().stream()
                .mapToLong(ack -> Json.number(ack, "seq"))
                .max()
                .orElseThrow();
        bobsStream.awaits(chatId, last);

        assertThat(bobsStream.seqs(chatId))
                .as("the stream")
                .isEqualTo(LongStream.rangeClosed(0, last).boxed().toList());
        assertThat(clientMsgIds())
                .as("what is stored")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        acks.keySet().stream().map(UUID::toString).toList());
        assertThat(last).as("one seq for each ACK, after the creation").isEqualTo(acks.size());
    }

    private List<String> clientMsgIds() {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        do {
            page = alice.ask("history", Map.of("chatId", chatId, "afterSeq", items.size() - 1L, "limit", 200));
            items.addAll(Json.list(page, "items"));
        } while (page.path("more").asBoolean());
        return items.stream()
                .filter(item -> Json.is(item, "type", "MESSAGE"))
                .map(item -> Json.text(item, "clientMsgId"))
                .collect(Collectors.toList());
    }
}
