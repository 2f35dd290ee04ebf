package io.parley.edge.rest;

import io.parley.edge.wire.Format;
import io.parley.shared.refusal.TooLarge;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Bodies of requests, read as strictly and into the same records as those over RSocket. */
public final class RestBody {
    private static final int BYTES = 1024 * 1024;

    private RestBody() {}

    public static <T> Mono<T> read(ServerHttpRequest request, Class<T> type) {
        return DataBufferUtils.join(request.getBody(), BYTES)
                .map(RestBody::bytes)
                .defaultIfEmpty(new byte[0])
                .map(bytes -> Format.JSON.read(bytes, type))
                .onErrorMap(DataBufferLimitException.class, error -> tooLarge());
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static TooLarge tooLarge() {
        return new TooLarge("body", "A request has at most 1 MiB.");
    }
}
