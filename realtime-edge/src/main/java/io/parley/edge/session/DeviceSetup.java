package io.parley.edge.session;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.parley.edge.problem.Problems;
import io.parley.edge.problem.Refused;
import io.parley.edge.wire.Format;
import io.parley.shared.ThreadRank;
import io.parley.shared.refusal.Unavailable;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Lets a device in, or answers REJECTED_SETUP with the reason. */
@Component
final class DeviceSetup {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int QUEUED = 20_000;

    /**
     * Signatures cost time: when many come back at once, they are verified in a row, not where frames are read, and
     * after what senders wait for.
     */
    private final Scheduler verification = Schedulers.newBoundedElastic(
            1, QUEUED, new DefaultThreadFactory("parley-setup", true, ThreadRank.BEHIND_SENDERS), 60);

    private final KnownTokens tokens;
    private final DirectRoutes direct;
    private final SocketAcceptor routes;
    private final DeviceConnections connections;
    private final NodeId node;
    private final Crowd crowd;

    DeviceSetup(
            KnownTokens tokens,
            DirectRoutes direct,
            RSocketMessageHandler routes,
            DeviceConnections connections,
            NodeId node,
            Crowd crowd) {
        this.tokens = tokens;
        this.direct = direct;
        this.routes = routes.responder();
        this.connections = connections;
        this.node = node;
        this.crowd = crowd;
    }

    Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket peer, DeviceConnection connection) {
        return detached(answer(setup, peer, connection));
    }

    /**
     * RSocket keeps who waits for this as long as the connection lives; what it took to verify a token must not stay with
     * it.
     */
    private static <T> Mono<T> detached(Mono<T> work) {
        return Mono.create(done -> done.onDispose(work.subscribe(done::success, done::error, done::success)));
    }

    private Mono<RSocket> answer(ConnectionSetupPayload setup, RSocket peer, DeviceConnection connection) {
        return Mono.defer(() -> session(setup, connection))
                .subscribeOn(verification)
                .timeout(DEADLINE)
                .doOnSubscribe(subscription -> crowd.knocks())
                .doFinally(end -> crowd.isAnswered())
                .flatMap(session -> routes.accept(setup, peer).map(routed -> open(session, connection, routed)))
                .onErrorMap(DeviceSetup::rejection);
    }

    private Mono<Session> session(ConnectionSetupPayload setup, DeviceConnection connection) {
        SetupPayloads.requireKeepAlive(setup);
        Format format = SetupPayloads.format(setup);
        String token = SetupPayloads.token(setup);
        String deviceId = SetupPayloads.deviceId(setup, format);
        return tokens.bearer(token).map(bearer -> session(bearer, deviceId, format, connection));
    }

    private Session session(KnownTokens.Bearer bearer, String deviceId, Format format, DeviceConnection connection) {
        String id = node + "." + UUID.randomUUID();
        return new Session(id, bearer.userId(), deviceId, format, bearer.expiresAt(), connection.outlet());
    }

    private RSocket open(Session session, DeviceConnection connection, RSocket routed) {
        connections.open(session, connection);
        return new DeviceRequests(session, direct, routed);
    }

    @PreDestroy
    void stop() {
        verification.dispose();
    }

    private static Throwable rejection(Throwable error) {
        if (error instanceof BadJwtException) {
            return Problems.onSetup(Refused.unauthenticated(
                    "The token is not valid: expired, of another issuer, or not signed as it should be."));
        }
        boolean late = error instanceof TimeoutException
                || error instanceof RejectedExecutionException
                || error instanceof JwtException;
        return Problems.onSetup(
                late ? new Unavailable("The token could not be verified just now; connect again.", 1_000) : error);
    }
}
