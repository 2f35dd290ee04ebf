package io.parley.edge.session;

import io.parley.edge.problem.Refused;
import io.parley.shared.refusal.Unavailable;
import io.rsocket.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The queries of one connection: a few at once, the rest in line, and each only while the connection may hold its
 * answer. One that asks for a thousand pages and reads none is to cost no more than one that asks for two.
 */
final class QueryLine {
    private static final int AT_ONCE = 4;
    private static final int BYTES = 128 * 1024;
    /** What an unanswered query costs beside its bytes. */
    private static final int QUERY = 256;
    /** Most answers are small: with room for such a query is asked. */
    private static final int SMALL = 32 * 1024;
    /** A page of 512 KiB and what is around it. A query whose answer found no room is asked again with this much. */
    static final int LARGEST = 520 * 1024;

    private final Outlet outlet;
    private final Deque<Query> waiting = new ArrayDeque<>();
    private int bytes;
    private int underWay;

    QueryLine(Outlet outlet) {
        this.outlet = outlet;
    }

    /** The answer, when its turn has come and there is room for it. */
    Mono<Payload> inTurn(int size, Supplier<Mono<Payload>> question) {
        return Mono.create(answer -> {
            Query query = new Query(size + QUERY, question, answer);
            if (enter(query)) {
                answer.onDispose(query::end);
                next();
            } else {
                answer.error(Refused.rateLimited(
                        "This connection has too many unanswered queries; wait for answers before asking more."));
            }
        });
    }

    private synchronized boolean enter(Query query) {
        boolean alone = bytes == 0;
        if (!alone && bytes + query.size > BYTES) {
            return false;
        }
        bytes += query.size;
        outlet.add(query.size);
        waiting.add(query);
        return true;
    }

    private void next() {
        for (Query query = called(); query != null; query = called()) {
            query.ask(SMALL);
        }
    }

    private synchronized @Nullable Query called() {
        Query query = underWay < AT_ONCE ? waiting.poll() : null;
        if (query != null) {
            underWay++;
        }
        return query;
    }

    private void left(Query query) {
        synchronized (this) {
            bytes -= query.size;
            if (!waiting.remove(query)) {
                underWay--;
            }
        }
        outlet.release(query.size);
        next();
    }

    private final class Query {
        private final int size;
        private final Supplier<Mono<Payload>> question;
        private final MonoSink<Payload> answer;
        private final Consumer<Hold> onRoom = this::proceed;
        private @Nullable Hold hold;
        private final Disposable.Composite asked = Disposables.composite();
        private boolean askedAgain;
        private boolean ended;

        Query(int size, Supplier<Mono<Payload>> question, MonoSink<Payload> answer) {
            this.size = size;
            this.question = question;
            this.answer = answer;
        }

        void ask(int room) {
            outlet.whenRoomFor(room, onRoom);
        }

        private void proceed(Hold room) {
            synchronized (this) {
                if (ended) {
                    room.end();
                    return;
                }
                hold = room;
            }
            asked.add(Mono.defer(question)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .subscribe(found -> found.ifPresentOrElse(this::answered, answer::success), answer::error));
        }

        private void answered(Payload payload) {
            int length = payload.data().readableBytes() + payload.metadata().readableBytes();
            Hold room = taken();
            if (room == null || !room.coversOrGrows(length)) {
                payload.release();
                again(room);
                return;
            }
            // What is written is counted as such, at once and on this thread.
            room.end();
            answer.success(payload);
        }

        private synchronized @Nullable Hold taken() {
            Hold room = hold;
            hold = null;
            return room;
        }

        private void again(@Nullable Hold room) {
            if (room == null) {
                return;
            }
            room.end();
            if (askedAgain) {
                answer.error(new Unavailable(
                        "The answer is too large for now; read what has come, or ask for less.", 1_000));
            } else {
                askedAgain = true;
                ask(LARGEST);
            }
        }

        /** Answered, refused, or given up by the device. */
        void end() {
            Hold room;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                room = taken();
            }
            outlet.forget(onRoom);
            asked.dispose();
            if (room != null) {
                room.end();
            }
            left(this);
        }
    }
}
