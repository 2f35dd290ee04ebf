package io.parley.load;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;

/** Confirms as a phone does: one receipt under way at a time, and then the newest. */
final class Confirmations {
    private final LongFunction<Mono<Void>> confirm;
    private final Consumer<String> onError;
    private long newest = -1;
    private long confirmed = -1;
    private boolean underWay;

    Confirmations(LongFunction<Mono<Void>> confirm, Consumer<String> onError) {
        this.confirm = confirm;
        this.onError = onError;
    }

    synchronized void upTo(long seq) {
        newest = Math.max(newest, seq);
        next();
    }

    private synchronized void next() {
        if (underWay || newest <= confirmed) {
            return;
        }
        underWay = true;
        confirmed = newest;
        confirm.apply(confirmed)
                .doFinally(unused -> done())
                .subscribe(unused -> {}, error -> onError.accept("receipt: " + error.getMessage()));
    }

    private synchronized void done() {
        underWay = false;
        next();
    }
}
