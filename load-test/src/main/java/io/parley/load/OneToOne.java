package io.parley.load;

import io.parley.client.ParleyClient;
import io.parley.client.ReceiptType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** Pairs of users with a DIRECT chat each: one sends, the other listens. */
final class OneToOne implements Workload {
    private static final int AT_ONCE = 16;

    private final Users users;
    private final int pairs;
    private final boolean receipts;
    private final AtomicReference<@Nullable Measurements> measurements;
    private final List<Pair> ready = new CopyOnWriteArrayList<>();

    private record Pair(ParleyClient sender, ParleyClient receiver, String receiverId, String chatId) {}

    OneToOne(Users users, int pairs, boolean receipts, AtomicReference<@Nullable Measurements> measurements) {
        this.users = users;
        this.pairs = pairs;
        this.receipts = receipts;
        this.measurements = measurements;
    }

    @Override
    public Mono<Void> prepare() {
        return Flux.fromStream(IntStream.range(0, pairs).boxed())
                .flatMap(this::pair, AT_ONCE)
                .doOnNext(ready::add)
                .then();
    }

    private Mono<Pair> pair(int index) {
        String receiverId = users.id("receiver", index);
        return users.connect("sender", index)
                .zipWith(users.connect("receiver", index))
                .flatMap(both -> both.getT1()
                        .createDirect(receiverId)
                        .map(chat -> new Pair(both.getT1(), both.getT2(), receiverId, chat.chatId())))
                .flatMap(pair -> listen(pair).thenReturn(pair));
    }

    /** Listens for good, with all the demand there is; done when what comes is live. */
    private Mono<Void> listen(Pair pair) {
        Confirmations confirmations =
                new Confirmations(seq -> pair.receiver().receipt(pair.chatId(), ReceiptType.READ, seq), this::failed);
        Sinks.Empty<Void> live = Sinks.empty();
        var unused = pair.receiver()
                .events(Map.of())
                .subscribe(
                        envelope -> {
                            if (envelope.path("type").asString("").equals("CAUGHT_UP")) {
                                live.tryEmitEmpty();
                            }
                            took(pair, envelope, confirmations);
                        },
                        error -> {
                            live.tryEmitError(error);
                            failed("stream: " + error);
                        });
        return live.asMono();
    }

    private void took(Pair pair, JsonNode envelope, Confirmations confirmations) {
        Measurements running = measurements.get();
        if (running == null || !envelope.path("type").asString("").equals("MESSAGE")) {
            return;
        }
        long seq = envelope.path("seq").asLong();
        running.delivered(
                pair.receiverId(),
                envelope.path("chatId").asString(),
                seq,
                envelope.path("clientMsgId").asString());
        if (receipts) {
            confirmations.upTo(seq);
        }
    }

    private void failed(String cause) {
        Measurements running = measurements.get();
        if (running != null) {
            running.failed(cause);
        }
    }

    @Override
    public Mono<Void> send(long number, UUID clientMsgId) {
        Pair pair = ready.get((int) (number % ready.size()));
        return pair.sender()
                .send(pair.chatId(), clientMsgId, "message " + number + " of the load test")
                .then();
    }

    @Override
    public int receiversPerMessage() {
        return 1;
    }
}
