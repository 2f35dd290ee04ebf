package io.parley.load;

import io.parley.client.DevTokens;
import io.parley.client.Endpoints;
import io.parley.client.ParleyClient;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The users of one run, named after it, each with one device. */
final class Users implements AutoCloseable {
    private final URI devices;
    private final DevTokens tokens;
    private final String run;
    private final List<ParleyClient> connected = new CopyOnWriteArrayList<>();

    Users(URI server, String run) {
        this.devices = Endpoints.devices(server);
        this.tokens = new DevTokens(server);
        this.run = run;
    }

    String id(String role, int index) {
        return "load-" + run + "-" + role + "-" + index;
    }

    Mono<ParleyClient> connect(String role, int index) {
        return token(role, index).flatMap(this::connectWith);
    }

    Mono<String> token(String role, int index) {
        return Mono.fromCallable(() -> tokens.of(id(role, index))).subscribeOn(Schedulers.boundedElastic());
    }

    Mono<ParleyClient> connectWith(String token) {
        return ParleyClient.connect(devices, token, "load").doOnNext(connected::add);
    }

    @Override
    public void close() {
        connected.forEach(ParleyClient::close);
    }
}
