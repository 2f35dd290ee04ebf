package io.parley.edge.session;

import io.parley.edge.problem.Refused;
import io.parley.shared.refusal.Unavailable;
import io.rsocket.Payload;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The queries of one connection: a few at once, the rest in line, and each only while the connection may hold its
 * answer. One that asks for a thousand pages and reads none is to cost no more than one that asks for two.
 */
final class QueryLine {
    private static final int AT_ONCE = 4;
    /** What an unanswered query costs beside its bytes. */
    private static final int QUERY = 256;
    /** Most answers are small: with room for such a query is asked. */
    private static final int SMALL = 32 * 1024;
    /** A page of 512 KiB and what is around it. A query whose answer found no room is asked again with this much. */
    static final int LARGEST = 520 * 1024;

    private final Outlet outlet;
    private final Scheduler timer;
    private final Turns turns = new Turns(AT_ONCE);

    QueryLine(Outlet outlet) {
        this(outlet, Schedulers.parallel());
    }

    QueryLine(Outlet outlet, Scheduler timer) {
        this.outlet = outlet;
        this.timer = timer;
    }

    /** The answer, when its turn has come and there is room for it. */
    Mono<Payload> inTurn(int size, Supplier<Mono<Payload>> question) {
        return Mono.defer(() -> {
            int cost = size + QUERY;
            if (cost > Budget.LINE) {
                return Mono.error(Refused.tooLarge("A query may have 128 KiB at most."));
            }
            if (!outlet.enterLine(cost)) {
                return Mono.error(Refused.rateLimited(
                        "This connection has too many unanswered queries; wait for answers before asking more."));
            }
            return turns.inTurn(Mono.create((MonoSink<Payload> answer) -> new Query(question, answer).ask()))
                    .doFinally(end -> outlet.leaveLine(cost));
        });
    }

    private final class Query {
        private final Supplier<Mono<Payload>> question;
        private final MonoSink<Payload> answer;
        private final Consumer<Hold> onRoom = this::proceed;
        private final Disposable.Composite asked = Disposables.composite();
        private final Disposable.Swap patience = Disposables.swap();
        private volatile boolean waits;
        private @Nullable Hold hold;
        private boolean askedAgain;
        private boolean ended;

        Query(Supplier<Mono<Payload>> question, MonoSink<Payload> answer) {
            this.question = question;
            this.answer = answer;
        }

        void ask() {
            answer.onDispose(this::end);
            waitForRoom(SMALL);
        }

        private void waitForRoom(int bytes) {
            waits = true;
            outlet.whenRoomFor(bytes, onRoom);
            if (waits) {
                patience.update(RoomPatience.limit(timer, outlet, () -> waits, this::giveUp));
            }
        }

        private void giveUp() {
            answer.error(new Unavailable("The server is not done with what was asked before; ask again.", 1_000));
        }

        private void proceed(Hold room) {
            waits = false;
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
            if (room != null && room.coversOrGrows(length)) {
                // What is written is counted as such, at once and on this thread.
                room.write(() -> answer.success(payload));
                return;
            }
            payload.release();
            if (room != null) {
                room.end();
                again();
            }
        }

        private void again() {
            if (askedAgain) {
                answer.error(new Unavailable(
                        "The answer is too large for now; read what has come, or ask for less.", 1_000));
            } else {
                askedAgain = true;
                waitForRoom(LARGEST);
            }
        }

        private synchronized @Nullable Hold taken() {
            Hold room = hold;
            hold = null;
            return room;
        }

        /** Answered, refused, or given up by the device. */
        private void end() {
            synchronized (this) {
                ended = true;
            }
            Hold room = taken();
            if (room != null) {
                room.end();
            }
            outlet.forget(onRoom);
            asked.dispose();
            patience.dispose();
        }
    }
}
