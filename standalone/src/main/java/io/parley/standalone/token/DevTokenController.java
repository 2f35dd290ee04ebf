package io.parley.standalone.token;

import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
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
    private final DevTokenIssuer issuer;

    DevTokenController(DevTokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** The signed token, a JWT. */
    record Issued(String token) {}

    /** The body is read as bytes: strictly, and whatever content type a quick curl claims. */
    @PostMapping("/dev/token")
    Mono<Issued> issue(ServerHttpRequest request) {
        return request.getBody()
                .collect(ByteArrayOutputStream::new, DevTokenController::append)
                .map(json -> new Issued(issuer.issue(DevTokenRequest.parse(json.toByteArray()))));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        boolean tooLarge = refusal.problem().code() == ErrorCode.TOO_LARGE;
        return ResponseEntity.status(tooLarge ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST)
                .body(refusal.problem());
    }

    /** Reads a body that is too large to its end all the same: cut short, its connection could not be used again. */
    private static void append(ByteArrayOutputStream body, DataBuffer part) {
        if (body.size() <= DevTokenRequest.LARGEST) {
            byte[] bytes = new byte[part.readableByteCount()];
            part.read(bytes);
            body.writeBytes(bytes);
        }
        DataBufferUtils.release(part);
    }
}
