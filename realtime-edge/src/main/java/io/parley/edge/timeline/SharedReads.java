package io.parley.edge.timeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Reads of one kind for many streams. Who asks alone is answered at once and alone; those who ask soon after another go
 * together, so that a crowd costs the views little more than one of it.
 *
 * @param <Q> what one stream asks
 * @param <A> what it is answered
 */
final class SharedReads<Q, A> {
    private static final int AT_ONCE = 32;

    private final UnaryOperator<Mono<List<A>>> inTurn;
    private final Function<List<Q>, Mono<List<A>>> read;
    private final long apartMillis;
    private final Scheduler timer;
    /** Guarded by itself, like the next field. */
    private final Deque<Asked> waiting = new ArrayDeque<>();

    private boolean called;
    private long next;

    /**
     * @param inTurn runs a read when its turn has come
     * @param read answers in the order of the questions; the first at least, the rest are asked again
     * @param apart from one read to the next: so long may one of a crowd wait for more of it
     */
    SharedReads(
            UnaryOperator<Mono<List<A>>> inTurn,
            Function<List<Q>, Mono<List<A>>> read,
            Duration apart,
            Scheduler timer) {
        this.apartMillis = apart.toMillis();
        this.timer = timer;
        this.inTurn = inTurn;
        this.read = read;
    }

    private final class Asked {
        private final Q question;
        private final MonoSink<A> answer;
        private volatile boolean givenUp;

        Asked(Q question, MonoSink<A> answer) {
            this.question = question;
            this.answer = answer;
        }
    }

    Mono<A> read(Q question) {
        return Mono.create(answer -> {
            Asked asked = new Asked(question, answer);
            synchronized (waiting) {
                waiting.addLast(asked);
            }
            answer.onCancel(() -> asked.givenUp = true);
            callNext();
        });
    }

    private void callNext() {
        long now = timer.now(TimeUnit.MILLISECONDS);
        long wait;
        synchronized (waiting) {
            if (called || waiting.isEmpty()) {
                return;
            }
            called = true;
            wait = Math.max(0, next - now);
            next = now + wait + apartMillis;
        }
        if (wait == 0) {
            call();
        } else {
            timer.schedule(this::call, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void call() {
        List<Asked> taken = new ArrayList<>();
        inTurn.apply(Mono.defer(() -> readFor(taken)))
                .subscribe(answers -> answered(taken, answers), failure -> failed(taken, failure));
    }

    /** Called when the turn has come: whoever came until then is among them. */
    private Mono<List<A>> readFor(List<Asked> taken) {
        synchronized (waiting) {
            called = false;
            while (taken.size() < AT_ONCE && !waiting.isEmpty()) {
                Asked next = waiting.removeFirst();
                if (!next.givenUp) {
                    taken.add(next);
                }
            }
        }
        callNext();
        return taken.isEmpty()
                ? Mono.just(List.of())
                : read.apply(taken.stream().map(asked -> asked.question).toList());
    }

    private void answered(List<Asked> taken, List<A> answers) {
        if (answers.isEmpty() && !taken.isEmpty()) {
            failed(taken, new IllegalStateException("The views answered none of " + taken.size() + " questions."));
            return;
        }
        synchronized (waiting) {
            for (int i = taken.size() - 1; i >= answers.size(); i--) {
                waiting.addFirst(taken.get(i));
            }
        }
        for (int i = 0; i < Math.min(taken.size(), answers.size()); i++) {
            taken.get(i).answer.success(answers.get(i));
        }
        callNext();
    }

    private void failed(List<Asked> taken, Throwable failure) {
        taken.forEach(asked -> asked.answer.error(failure));
    }
}
