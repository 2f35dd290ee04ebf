package io.parley.standalone.token;

import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code POST /dev/token}: a token for any user, without asking who asks. Exists in the standalone program alone. */
@RestController
class DevTokenController {
    private static final int LARGEST_BODY = 16 << 10;

    private final DevTokenIssuer issuer;

    DevTokenController(DevTokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** The signed token, a JWT. */
    record Issued(String token) {}

    /** The body is read as bytes: strictly, and whatever content type a quick curl claims. */
    @PostMapping("/dev/token")
    Mono<Issued> issue(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), LARGEST_BODY)
                .map(DevTokenController::bytes)
                .defaultIfEmpty(new byte[0])
                .map(json -> new Issued(issuer.issue(DevTokenRequest.parse(json))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        return ResponseEntity.badRequest().body(refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(DataBufferLimitException e) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(Problem.of(ErrorCode.TOO_LARGE, "A request for a token is a few hundred bytes at most."));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
