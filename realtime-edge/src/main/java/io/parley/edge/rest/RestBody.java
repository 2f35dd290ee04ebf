package io.parley.edge.rest;

import io.parley.edge.problem.Refused;
import io.parley.edge.wire.Format;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Bodies of requests, read as strictly and into the same records as those over RSocket. */
final class RestBody {
    private static final int BYTES = 1024 * 1024;

    private RestBody() {}

    static <T> Mono<T> read(ServerHttpRequest request, Class<T> type) {
        // Copied piece by piece: a join that hits its limit in the middle releases pooled buffers twice.
        return request.getBody()
                .map(RestBody::copied)
                .collect(ByteArrayOutputStream::new, RestBody::append)
                .map(body -> Format.JSON.read(body.toByteArray(), type));
    }

    private static void append(ByteArrayOutputStream body, byte[] bytes) {
        if (body.size() + bytes.length > BYTES) {
            throw new Refused(Problem.of(ErrorCode.TOO_LARGE, "A request has at most 1 MiB."));
        }
        body.writeBytes(bytes);
    }

    private static byte[] copied(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
