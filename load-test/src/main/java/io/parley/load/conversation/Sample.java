package io.parley.load.conversation;

import io.parley.client.Json;
import io.parley.load.measure.Measurements;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A few of the chats, of which history and inbox are looked at: do they show what was acknowledged? */
final class Sample {
    private static final int CHATS = 16;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(5);

    private final Conversation conversation;
    private final Measurements measurements;

    Sample(Conversation conversation, Measurements measurements) {
        this.conversation = conversation;
        this.measurements = measurements;
    }

    /** Asks until all show it; how long after that moment that was, or null where patience ended before. */
    @Nullable
    Duration shownAfter(long since, Duration patience) {
        return Flux.fromIterable(chats())
                .concatMap(this::untilShown)
                .then(Mono.fromSupplier(() -> Duration.ofNanos(Math.max(0, System.nanoTime() - since))))
                .timeout(patience, Mono.empty())
                .block();
    }

    private Mono<Boolean> untilShown(int chat) {
        return shown(chat).filter(shown -> shown).repeatWhenEmpty(asked -> asked.delayElements(AGAIN));
    }

    private List<Integer> chats() {
        int step = Math.max(1, conversation.chatCount() / CHATS);
        return IntStream.range(0, conversation.chatCount())
                .filter(chat -> chat % step == 0 && measurements.highestSeq(chat) >= 0)
                .boxed()
                .limit(CHATS)
                .toList();
    }

    private Mono<Boolean> shown(int chat) {
        Wire wire = conversation.sender(chat).wire();
        String chatId = conversation.chatId(chat);
        long wanted = measurements.highestSeq(chat);
        Mono<Boolean> history = ask(
                        wire, Route.HISTORY, Json.object().put("chatId", chatId).put("limit", 1))
                .map(page -> page.path("items").path(0).path("seq").asLong(-1) >= wanted);
        Mono<Boolean> inbox = ask(wire, Route.INBOX, Json.object().put("limit", 1))
                .map(page -> page.path("chats").path(0).path("lastSeq").asLong(-1) >= wanted);
        return history.zipWith(inbox, Boolean::logicalAnd)
                .timeout(ANSWER)
                // Views that lag may refuse or keep one waiting; then they do not show it yet.
                .onErrorReturn(Refused.class, false)
                .onErrorReturn(TimeoutException.class, false);
    }

    private static Mono<JsonNode> ask(Wire wire, Route route, ObjectNode question) {
        return wire.request(route, question.toString().getBytes(StandardCharsets.UTF_8))
                .map(Json::read);
    }
}
