package io.parley.edge.rest;

import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers everything that fails under {@code /api} as a problem; other paths are not the edge's. */
@Component
@Order(-10)
class ProblemHandler implements WebExceptionHandler {
    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (!path.startsWith("/api/") || exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return ProblemWriter.write(exchange.getResponse(), problem(error));
    }

    private static Problem problem(Throwable error) {
        if (error instanceof ResponseStatusException refused) {
            int status = refused.getStatusCode().value();
            if (status == 404 || status == 405) {
                return Problem.of(ErrorCode.NOT_FOUND, "There is no such path, or not for this method.");
            }
            if (refused.getStatusCode().is4xxClientError()) {
                return Problem.of(ErrorCode.INVALID, "This request could not be read; see /v3/api-docs for its form.");
            }
        }
        return Problems.of(error);
    }
}
