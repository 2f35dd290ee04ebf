package io.parley.load.floor;

import io.netty.channel.EventLoop;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * Requests as long as a send, answers as long as an envelope, on the sockets and in the frames that devices use, and
 * nothing done between them.
 */
final class EchoFloor {
    private static final int CONNECTIONS = 64;
    /** Requests under way on each connection where as many are made as get through. */
    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS = 1e9;

    private final List<RSocket> connections;

    private EchoFloor(List<RSocket> connections) {
        this.connections = connections;
    }

    /** As fast as it goes, and at half of that. */
    static List<Floor> measure(Duration warmUp, Duration time) throws IOException {
        // One thread for all connections, as a generator that shares two cores with its server does best.
        LoopResources loop = LoopResources.create("floor", 1, true);
        try (EchoProcess server = EchoProcess.start()) {
            EventLoop thread = loop.onClient(LoopResources.DEFAULT_NATIVE).next();
            EchoFloor echo = new EchoFloor(connect(loop, server.port()));
            Floor most = echo.asFastAsItGoes(warmUp, time);
            return List.of(most, echo.at(most.perSecond() / 2, thread, warmUp, time));
        } catch (RuntimeException e) {
            throw new IOException("The echo through RSocket broke off: " + e.getMessage(), e);
        } finally {
            loop.dispose();
        }
    }

    private static List<RSocket> connect(LoopResources loop, int port) {
        HttpClient http = HttpClient.newConnection()
                .runOn(loop)
                .host(InetAddress.getLoopbackAddress().getHostAddress())
                .port(port);
        return Flux.range(0, CONNECTIONS)
                .concatMap(number -> RSocketConnector.create()
                        .payloadDecoder(PayloadDecoder.ZERO_COPY)
                        .connect(WebsocketClientTransport.create(http, "/")))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private Floor asFastAsItGoes(Duration warmUp, Duration time) {
        Meter meter = new Meter(warmUp, time);
        Flux.fromIterable(connections)
                .flatMap(connection -> oneAfterTheOther(connection, meter), CONNECTIONS)
                .then()
                .block(warmUp.plus(time).plus(PATIENCE));
        return meter.floor("RSocket: echoes");
    }

    private static Mono<Void> oneAfterTheOther(RSocket connection, Meter meter) {
        Mono<Void> next = Mono.defer(() -> request(connection, System.nanoTime(), meter));
        return Flux.range(0, AT_ONCE)
                .flatMap(line -> next.repeat(() -> !meter.isOver()), AT_ONCE)
                .then();
    }

    /** Whether answers come or not: each counts from when its request was due. */
    private Floor at(double rate, EventLoop loop, Duration warmUp, Duration time) {
        Meter meter = new Meter(warmUp, time);
        int total = (int) Math.round(rate * warmUp.plus(time).toNanos() / NANOS);
        EchoPace pace =
                new EchoPace(rate, total, (number, due) -> request(connections.get(number % CONNECTIONS), due, meter));
        pace.run(loop, warmUp.plus(time).plus(PATIENCE));
        return meter.floor("RSocket: echoes, half as many");
    }

    private static Mono<Void> request(RSocket connection, long sinceNanos, Meter meter) {
        return connection
                .requestResponse(EchoPayloads.send())
                .doOnNext(answer -> {
                    answer.release();
                    meter.done(sinceNanos, 1);
                })
                .then();
    }
}
