package io.parley.edge.session;

import org.reactivestreams.Publisher;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.reactive.HandlerMethodArgumentResolver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives routes their {@link Request}. */
public final class RequestArgumentResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Request.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, Message<?> message) {
        return Mono.deferContextual(context ->
                body(message.getPayload()).map(bytes -> new Request(context.get(Session.class), bytes)));
    }

    private static Mono<byte[]> body(Object payload) {
        Flux<DataBuffer> buffers = payload instanceof Publisher<?> publisher
                ? Flux.from(publisher).cast(DataBuffer.class)
                : Flux.just((DataBuffer) payload);
        return DataBufferUtils.join(buffers).map(RequestArgumentResolver::bytes).defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
