package io.parley.edge.session;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Claims of connections that have gone, which may stand in Redis all the same: given back after a while, as Redis may yet
 * take a claim that it did not answer, and once more until Redis says that it has heard so.
 */
final class ClaimReturns {
    static final int AT_ONCE = 500;
    /** Redis may be away for long, and meanwhile devices come and go. What is forgotten here ends by itself some day. */
    static final int MOST = 50_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ClaimScripts scripts;
    private final Consumer<Throwable> onFailure;
    /** Guarded by this, like the other. */
    private final Set<Return> waiting = new LinkedHashSet<>();

    private boolean busy;

    ClaimReturns(ClaimScripts scripts, Consumer<Throwable> onFailure) {
        this.scripts = scripts;
        this.onFailure = onFailure;
    }

    /** @param to which was there before, null for none or where that is not known */
    record Return(DeviceClaim claim, @Nullable DeviceClaim to) {}

    void add(DeviceClaim claim, @Nullable DeviceClaim to) {
        synchronized (this) {
            hold(List.of(new Return(claim, to)));
            if (busy) {
                return;
            }
            busy = true;
        }
        goOnLater();
    }

    /** How many wait. */
    synchronized int size() {
        return waiting.size();
    }

    private void hold(List<Return> returns) {
        waiting.addAll(returns);
        while (waiting.size() > MOST) {
            waiting.remove(waiting.iterator().next());
        }
    }

    private void goOnLater() {
        var unused = Schedulers.parallel().schedule(this::giveSome, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveSome() {
        List<Return> some;
        synchronized (this) {
            some = waiting.stream().limit(AT_ONCE).toList();
            some.forEach(waiting::remove);
        }
        var unused = scripts.giveBack(some).whenComplete((answer, failure) -> given(some, failure));
    }

    private void given(List<Return> returns, @Nullable Throwable failure) {
        boolean more;
        synchronized (this) {
            if (failure != null) {
                hold(returns);
            }
            more = !waiting.isEmpty();
            busy = more;
        }
        if (more) {
            goOnLater();
        }
        if (failure != null) {
            onFailure.accept(failure);
        }
    }
}
