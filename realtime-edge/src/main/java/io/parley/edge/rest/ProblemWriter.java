package io.parley.edge.rest;

import io.parley.edge.wire.Format;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Writes a problem as the whole answer. */
final class ProblemWriter {
    private ProblemWriter() {}

    static Mono<Void> write(ServerHttpResponse response, Problem problem) {
        response.setStatusCode(status(problem.code()));
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        Long wait = problem.retryAfterMs();
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, (wait + 999) / 1_000)));
        }
        DataBuffer body = response.bufferFactory().wrap(Format.JSON.write(problem));
        return response.writeWith(Mono.just(body));
    }

    static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, NOT_A_MEMBER -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case RATE_LIMITED, OVERRUN -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
