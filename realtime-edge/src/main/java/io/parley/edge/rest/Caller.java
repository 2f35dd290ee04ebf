package io.parley.edge.rest;

import io.parley.edge.problem.Refused;
import io.parley.edge.session.Identity;
import io.parley.shared.member.UserId;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whose REST request this is. */
public final class Caller {
    private Caller() {}

    /** Does something in the caller's name. */
    public static <T> Mono<T> does(Function<UserId, Mono<T>> action) {
        return ReactiveSecurityContextHolder.getContext()
                .map(Caller::token)
                .map(Identity::chatting)
                .flatMap(action)
                // Who answers stores events or reads views for all; encoding and writing are not its work.
                .publishOn(Schedulers.parallel());
    }

    /** Does something in the caller's name with what the body says. */
    public static <B, T> Mono<T> sends(
            ServerHttpRequest request, Class<B> body, BiFunction<UserId, B, Mono<T>> action) {
        return does(caller -> RestBody.read(request, body).flatMap(read -> action.apply(caller, read)));
    }

    private static Jwt token(SecurityContext context) {
        if (context.getAuthentication() instanceof JwtAuthenticationToken verified) {
            return verified.getToken();
        }
        throw Refused.unauthenticated("Send a valid token: Authorization: Bearer and the token.");
    }
}
