package io.parley.edge.receipt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.command.Commands;
import io.parley.edge.view.OwnWrites;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.refusal.Unavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Gathers the marks that come within a moment, and those that come while the former are being stored: they are
 * cumulative, so that the highest stands for all, and a burst of reads is one event.
 */
@Component
final class Bursts {
    static final Duration MOMENT = Duration.ofMillis(25);
    /**
     * Where many confirm, each burst gathers for longer, a millisecond for each one beyond a few: the receipts of a busy node
     * then grow with its readers and no longer with its messages.
     */
    static final Duration LONGEST_MOMENT = Duration.ofMillis(250);

    private static final int FEW = 32;

    /** Of all users of this node together; a mark leaves when its burst is answered, its caller gone or not. */
    static final int MARKS = 20_000;

    private final Commands commands;
    private final OwnWrites own;
    private final Scheduler timer;
    private final Counter confirmed;
    private final Counter stored;
    private final Map<Burst.Key, Lane> lanes = new HashMap<>();
    private int marks;

    Bursts(Commands commands, OwnWrites own, @Qualifier("edgeTimer") Scheduler timer, MeterRegistry meters) {
        this.commands = commands;
        this.own = own;
        this.timer = timer;
        this.confirmed = meters.counter("parley.receipts.confirmed");
        this.stored = meters.counter("parley.receipts.commands");
    }

    private static final class Lane {
        @Nullable
        Burst gathering;

        boolean storing;
    }

    Mono<Void> confirm(ConfirmReceipt mark) {
        return Mono.defer(() -> gathered(mark).answer(mark.upTo()));
    }

    private synchronized Burst gathered(ConfirmReceipt mark) {
        if (marks == MARKS) {
            throw new Unavailable(
                    "More receipts come than can be stored just now; send again, the highest seq.", 1_000);
        }
        Burst.Key key = Burst.Key.of(mark);
        Lane lane = lanes.computeIfAbsent(key, unused -> new Lane());
        Burst burst = lane.gathering;
        if (burst == null) {
            burst = new Burst(key, commands::inTime);
            lane.gathering = burst;
            if (!lane.storing) {
                storeSoon(key);
            }
        }
        burst.add(mark.upTo());
        marks++;
        confirmed.increment();
        return burst;
    }

    private void storeSoon(Burst.Key key) {
        long millis = Math.min(LONGEST_MOMENT.toMillis(), MOMENT.toMillis() + Math.max(0, lanes.size() - FEW));
        var unused = timer.schedule(() -> store(key), millis, TimeUnit.MILLISECONDS);
    }

    private void store(Burst.Key key) {
        Burst burst = begun(key);
        // Whoever waits for it is told of a failure.
        burst.store(this::stored).doFinally(end -> ended(key, burst)).subscribe(done -> {}, failure -> {});
    }

    private Mono<Void> stored(ConfirmReceipt command) {
        stored.increment();
        return commands.send(command)
                .doOnSuccess(done -> own.marked(command.userId(), command.chatId(), command.type(), command.upTo()));
    }

    private synchronized Burst begun(Burst.Key key) {
        Lane lane = Objects.requireNonNull(lanes.get(key));
        Burst burst = Objects.requireNonNull(lane.gathering);
        lane.gathering = null;
        lane.storing = true;
        return burst;
    }

    private synchronized void ended(Burst.Key key, Burst burst) {
        marks -= burst.size();
        Lane lane = Objects.requireNonNull(lanes.get(key));
        lane.storing = false;
        if (lane.gathering == null) {
            lanes.remove(key);
        } else {
            storeSoon(key);
        }
    }
}
