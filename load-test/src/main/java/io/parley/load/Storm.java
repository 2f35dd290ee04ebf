package io.parley.load;

import io.parley.client.ParleyClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/** Devices in groups, who have all missed the same number of messages and come back at the same moment. */
final class Storm {
    private static final int GROUP = 20;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DIGITS = 3;
    private static final double HALF = 50;
    /** What good clients do when a connection fails in the crowd. */
    private static final Retry AGAIN = Retry.backoff(10, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));

    private final Users users;
    private final int devices;
    private final int missed;
    private final Map<Integer, String> chats = new ConcurrentHashMap<>();
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();

    Storm(Users users, int devices, int missed) {
        this.users = users;
        this.devices = devices;
        this.missed = missed;
    }

    /** Opens the groups, says in each what its members will have missed, and fetches their tokens. */
    Mono<Void> prepare() {
        int groups = (devices + GROUP - 1) / GROUP;
        Mono<Void> said = users.connect("speaker", 0)
                .flatMapMany(speaker -> Flux.range(0, groups).flatMap(group -> fill(speaker, group), AT_ONCE))
                .then();
        Mono<Void> admitted = Flux.range(0, devices)
                .flatMap(device -> users.token("member", device).doOnNext(token -> tokens.put(device, token)), AT_ONCE)
                .then();
        return said.then(admitted);
    }

    private Mono<Void> fill(ParleyClient speaker, int group) {
        List<String> members = IntStream.range(group * GROUP, Math.min(devices, (group + 1) * GROUP))
                .mapToObj(device -> users.id("member", device))
                .toList();
        return speaker.createGroup("storm", members, null)
                .doOnNext(chat -> chats.put(group, chat.chatId()))
                .flatMapMany(chat -> Flux.range(0, missed)
                        .concatMap(number -> speaker.send(chat.chatId(), "missed message " + number)))
                .then();
    }

    /** All come back now; done when each has got what it missed, in order, and is caught up. */
    Mono<StormReport> run() {
        long began = System.nanoTime();
        Histogram caughtUp = new ConcurrentHistogram(PATIENCE.toNanos(), DIGITS);
        return Flux.range(0, devices)
                .flatMap(
                        device ->
                                comesBack(device).doOnSuccess(done -> caughtUp.recordValue(System.nanoTime() - began)),
                        devices)
                .then(Mono.fromSupplier(() -> report(caughtUp)))
                .timeout(PATIENCE);
    }

    private Mono<Void> comesBack(int device) {
        String chat = chats.getOrDefault(device / GROUP, "");
        return users.connectWith(tokens.getOrDefault(device, ""))
                .flatMap(client -> client.events(Map.of(chat, 0L))
                        .takeUntil(envelope -> is(envelope, "CAUGHT_UP"))
                        .filter(envelope -> is(envelope, "MESSAGE"))
                        .map(envelope -> envelope.path("seq").asLong())
                        .collectList())
                .retryWhen(AGAIN)
                .doOnNext(this::check)
                .then();
    }

    private void check(List<Long> seqs) {
        List<Long> expected = new ArrayList<>();
        for (long seq = 1; seq <= missed; seq++) {
            expected.add(seq);
        }
        if (!seqs.equals(expected)) {
            throw new IllegalStateException("A device that missed 1 to " + missed + " was sent " + seqs);
        }
    }

    private static boolean is(JsonNode envelope, String type) {
        return envelope.path("type").asString("").equals(type);
    }

    private static StormReport report(Histogram caughtUp) {
        return new StormReport(
                caughtUp.getTotalCount(),
                TimeUnit.NANOSECONDS.toMillis(caughtUp.getValueAtPercentile(HALF)),
                TimeUnit.NANOSECONDS.toMillis(caughtUp.getMaxValue()));
    }
}
