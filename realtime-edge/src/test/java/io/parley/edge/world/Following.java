package io.parley.edge.world;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** What came on a stream so far. */
public final class Following implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Disposable subscription;

    Following(Flux<JsonNode> stream) {
        subscription = stream.subscribe(seen::add, failure::set);
    }

    public List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Waits for one such envelope and returns the first. */
    public JsonNode await(Predicate<JsonNode> such) {
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> failure.get() != null || seen.stream().anyMatch(such));
        return seen.stream()
                .filter(such)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The stream failed", failure.get()));
    }

    public JsonNode awaitType(String type) {
        return await(envelope -> envelope.get("type").asString().equals(type));
    }

    public Following awaitText(String text) {
        await(envelope ->
                envelope.has("text") && envelope.get("text").asString().equals(text));
        return this;
    }

    public Throwable awaitFailure() {
        return Awaitility.await().atMost(Duration.ofSeconds(45)).until(failure::get, found -> found != null);
    }

    /** The seqs of one chat in the order in which they came. */
    public List<Long> seqs(String chatId) {
        return seen.stream()
                .filter(envelope -> envelope.has("seq"))
                .filter(envelope -> envelope.get("chatId").asString().equals(chatId))
                .map(envelope -> envelope.get("seq").asLong())
                .toList();
    }

    @Override
    public void close() {
        subscription.dispose();
    }
}
