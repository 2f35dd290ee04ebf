package io.parley.load.storm;

import io.parley.load.conversation.ChatCreation;
import io.parley.load.conversation.Saying;
import io.parley.load.user.Users;
import io.parley.load.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Devices in groups, who have all missed the same number of messages and come back at the same moment. */
final class Storm {
    private static final int GROUP = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DIGITS = 3;
    private static final double HALF = 50;
    /** What good clients do when a connection fails in the crowd; what was sent wrongly is not tried again. */
    private static final Retry AGAIN = Retry.backoff(10, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(error -> !(error instanceof IllegalStateException));

    private final Users users;
    private final int devices;
    private final int missed;
    private final Map<Integer, String> chats = new ConcurrentHashMap<>();
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();
    private final boolean newTokens;

    /** @param newTokens whether the devices have never shown their tokens before */
    Storm(Users users, int devices, int missed, boolean newTokens) {
        this.users = users;
        this.devices = devices;
        this.missed = missed;
        this.newTokens = newTokens;
    }

    /** Opens the groups, says in each what its members will have missed, and fetches their tokens. */
    Mono<Void> prepare() {
        int groups = (devices + GROUP - 1) / GROUP;
        Mono<Void> said = users.connect("speaker", 0)
                .flatMapMany(speaker -> Flux.range(0, groups).flatMap(group -> fill(speaker, group), Users.AT_ONCE))
                .then();
        Mono<Void> admitted =
                Flux.range(0, devices).flatMap(this::admit, Users.AT_ONCE).then();
        return said.then(admitted);
    }

    /** Who comes back has been there before, with a stream and with the same token as a rule. */
    private Mono<Void> admit(int device) {
        Mono<String> token = users.token("member", device).doOnNext(given -> tokens.put(device, given));
        return newTokens ? token.then() : token.flatMap(given -> visit(given, device));
    }

    private Mono<Void> visit(String token, int device) {
        return users.connectWith(token, device)
                .flatMap(wire ->
                        ComingBack.over(wire, chatOf(device), missed, missed).doFinally(end -> wire.close()));
    }

    private Mono<Void> fill(Wire speaker, int group) {
        List<String> members = users.ids("member", group * GROUP, Math.min(devices, (group + 1) * GROUP));
        return ChatCreation.group(speaker, members)
                .doOnNext(chatId -> chats.put(group, chatId))
                .flatMapMany(chatId -> Flux.range(0, missed)
                        .concatMap(number -> Saying.say(speaker, chatId, "missed message " + number)))
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
        return users.connectWith(tokens.getOrDefault(device, ""), device)
                .flatMap(wire -> ComingBack.over(wire, chatOf(device), missed, 0))
                .retryWhen(AGAIN);
    }

    private String chatOf(int device) {
        return chats.getOrDefault(device / GROUP, "");
    }

    private static StormReport report(Histogram caughtUp) {
        return new StormReport(
                caughtUp.getTotalCount(),
                TimeUnit.NANOSECONDS.toMillis(caughtUp.getValueAtPercentile(HALF)),
                TimeUnit.NANOSECONDS.toMillis(caughtUp.getMaxValue()));
    }
}
