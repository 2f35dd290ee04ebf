package io.parley.system.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** One stream of a device: keeps all that came, and waits for what should. */
public final class EventStream implements AutoCloseable {

    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
    private final Reader reader;

    private EventStream(long demand) {
        this.reader = new Reader(demand);
    }

    static EventStream open(Flux<String> envelopes, long demand) {
        EventStream stream = new EventStream(demand);
        envelopes.subscribe(stream.reader);
        return stream;
    }

    /** Asks for {@code count} more envelopes. */
    public void demand(long count) {
        reader.request(count);
    }

    public List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Waits for the first envelope like this, or returns the one that has already come. */
    public JsonNode awaits(String type, Predicate<JsonNode> like) {
        return await("a " + type + " on the stream")
                .atMost(Device.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .failFast(this::failIfEnded)
                .until(() -> first(type, like), found -> found != null);
    }

    public JsonNode awaits(String type) {
        return awaits(type, envelope -> true);
    }

    /** Waits until something has come. */
    public void awaitsAnything() {
        await("anything on the stream")
                .atMost(Device.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .failFast(this::failIfEnded)
                .until(() -> !seen.isEmpty());
    }

    /** Waits for the timeline envelope at {@code seq}. */
    public JsonNode awaits(String chatId, long seq) {
        return await("seq " + seq + " of " + chatId)
                .atMost(Device.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .failFast(this::failIfEnded)
                .until(() -> at(chatId, seq), found -> found != null);
    }

    /** All that came before CAUGHT_UP. */
    public List<JsonNode> replayed() {
        JsonNode mark = awaits("CAUGHT_UP");
        return seen.subList(0, seen.indexOf(mark));
    }

    /** The seqs of a chat as they came, repeats and all. */
    public List<Long> seqs(String chatId) {
        return seen.stream()
                .filter(envelope -> Json.is(envelope, "chatId", chatId) && envelope.has("seq"))
                .map(envelope -> Json.number(envelope, "seq"))
                .toList();
    }

    public List<JsonNode> ofType(String type) {
        return seen.stream().filter(envelope -> Json.is(envelope, "type", type)).toList();
    }

    /** Waits until the server ends the stream with an error of the contract. */
    public Refusal refusal() {
        await().atMost(Device.PATIENCE).until(() -> error.get() != null);
        return Device.refusal(error.get());
    }

    @Override
    public void close() {
        reader.cancel();
    }

    private @Nullable JsonNode first(String type, Predicate<JsonNode> like) {
        return seen.stream()
                .filter(envelope -> Json.is(envelope, "type", type))
                .filter(like)
                .findFirst()
                .orElse(null);
    }

    private @Nullable JsonNode at(String chatId, long seq) {
        return seen.stream()
                .filter(envelope -> Json.is(envelope, "chatId", chatId))
                .filter(envelope -> envelope.path("seq").asLong(-1) == seq)
                .findFirst()
                .orElse(null);
    }

    private void failIfEnded() {
        assertThat(error.get()).as("the stream is open").isNull();
    }

    private final class Reader extends BaseSubscriber<String> {
        private final long demand;

        Reader(long demand) {
            this.demand = demand;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        protected void hookOnNext(String envelope) {
            seen.add(Json.read(envelope));
        }

        @Override
        protected void hookOnComplete() {
            error.compareAndSet(null, new IllegalStateException("the server completed the stream"));
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            error.compareAndSet(null, thrown);
        }
    }
}
