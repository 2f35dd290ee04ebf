package io.parley.projection.admin;

import io.parley.shared.json.ParleyJson;
import io.parley.shared.refusal.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** The codes of the contract over HTTP. */
public final class AdminProblems {
    private AdminProblems() {}

    static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(status(problem))
                .contentType(MediaType.APPLICATION_JSON)
                .body(problem);
    }

    /** Ends an exchange with a problem as its answer. */
    public static Mono<Void> write(ServerHttpResponse response, Problem problem) {
        response.setStatusCode(status(problem));
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] body = ParleyJson.mapper().writeValueAsBytes(problem);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static HttpStatus status(Problem problem) {
        return switch (problem.code()) {
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, NOT_A_MEMBER -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case RATE_LIMITED, OVERRUN -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case INVALID -> HttpStatus.BAD_REQUEST;
        };
    }
}
