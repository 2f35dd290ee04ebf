package io.parley.edge.session;

import io.parley.edge.problem.Problems;
import io.parley.edge.problem.Refused;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that a device asks for: limited, with its session at hand, and answered in problems when it fails. */
final class DeviceRequests implements RSocket {
    private static final int OPEN_STREAMS = 16;
    /** Well above what a device sends ahead, well below what the queues behind hold for all devices together. */
    private static final int UNANSWERED = 2_048;

    private static final int UNANSWERED_BYTES = 2 * 1024 * 1024;

    private final Session session;
    private final DirectRoutes direct;
    private final RSocket others;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger unansweredBytes = new AtomicInteger();
    private final QueryLine queries;

    /** @param others answers what is asked in another way than {@code direct} knows, if only to refuse it */
    DeviceRequests(Session session, DirectRoutes direct, RSocket others) {
        this.session = session;
        this.direct = direct;
        this.others = others;
        this.queries = new QueryLine(session.outlet());
    }

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        int size = sizeOf(payload);
        String route = RouteNames.of(payload);
        Supplier<Mono<Payload>> answer = () -> answer(route, payload);
        return counted(size, Queries.areAskedBy(route) ? () -> queries.inTurn(size, answer) : answer)
                .onErrorMap(Problems::onStream);
    }

    private Mono<Payload> answer(@Nullable String route, Payload payload) {
        Mono<Payload> answer = direct.answer(route, session, payload);
        return answer == null ? inSession(guarded(() -> others.requestResponse(payload))) : answer;
    }

    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        return counted(sizeOf(payload), () -> inSession(guarded(() -> others.fireAndForget(payload))))
                .doOnError(Problems::of)
                .onErrorComplete();
    }

    private <T> Mono<T> counted(int size, Supplier<Mono<T>> routed) {
        return Mono.defer(() -> {
            int bytes = unansweredBytes.addAndGet(size);
            Mono<T> answer = unanswered.incrementAndGet() > UNANSWERED || bytes > UNANSWERED_BYTES
                    ? Mono.error(Refused.rateLimited("A connection may have " + UNANSWERED
                            + " unanswered requests of 2 MiB together; wait for answers before sending more."))
                    : Mono.defer(routed);
            return answer.doFinally(end -> {
                unanswered.decrementAndGet();
                unansweredBytes.addAndGet(-size);
            });
        });
    }

    private <T> Mono<T> inSession(Mono<T> routed) {
        return routed.contextWrite(context -> context.put(Session.class, session));
    }

    private static int sizeOf(Payload payload) {
        return payload.data().readableBytes() + payload.metadata().readableBytes();
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        return stream(() -> {
            Flux<Payload> stream = direct.stream(RouteNames.of(payload), session, payload);
            return stream == null ? guarded(() -> others.requestStream(payload)) : stream;
        });
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return stream(() -> guarded(() -> others.requestChannel(payloads)));
    }

    private Flux<Payload> stream(Supplier<Flux<Payload>> stream) {
        return Flux.defer(() -> {
                    if (streams.incrementAndGet() > OPEN_STREAMS) {
                        streams.decrementAndGet();
                        return Flux.error(Refused.overrun("A connection may have " + OPEN_STREAMS
                                + " open streams; end one of them before opening another."));
                    }
                    return Flux.defer(stream).doFinally(end -> streams.decrementAndGet());
                })
                .onErrorMap(Problems::onStream)
                .contextWrite(context -> context.put(Session.class, session));
    }

    /** What fails before there is a publisher can only be metadata that nobody could read. */
    private static <P> P guarded(Supplier<P> routed) {
        try {
            return routed.get();
        } catch (RuntimeException e) {
            throw Refused.malformed("The metadata of this request is not well-formed composite metadata.");
        }
    }
}
