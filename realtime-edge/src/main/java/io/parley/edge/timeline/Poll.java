package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.wire.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * A stream read for one answer: until it has caught up and there is something to answer, it is full, or patience ends.
 * Emissions are serial, the end of patience is not: both are taken under the lock.
 */
final class Poll extends BaseSubscriber<Item> {
    private static final int FULL_BYTES = 512 * 1024;
    /** A page of marks is smaller than the difference. */
    private static final int MOST_BYTES = 2 * FULL_BYTES;
    /** What the views may take to catch up, beyond the wait that was asked for. */
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final MonoSink<byte[]> answer;
    private final EventsRequest.Checked request;
    private final List<Item> items = new ArrayList<>();
    private final Disposable waiting;
    private final Disposable catchingUp;
    private @Nullable Resume resume;
    private int bytes;
    private boolean fresh;
    private boolean caughtUp;
    private boolean outOfPatience;

    Poll(MonoSink<byte[]> answer, EventsRequest.Checked request, Duration patience) {
        this.answer = answer;
        this.request = request;
        this.resume = request.resume();
        this.waiting = Schedulers.parallel().schedule(this::patienceEnds, patience.toMillis(), TimeUnit.MILLISECONDS);
        this.catchingUp = Schedulers.parallel()
                .schedule(this::finish, patience.plus(CATCH_UP).toMillis(), TimeUnit.MILLISECONDS);
        answer.onDispose(this::stop);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(Item item) {
        boolean enough;
        synchronized (items) {
            take(item);
            enough = isFull(item) || (caughtUp && (fresh || outOfPatience));
        }
        if (enough) {
            finish();
        } else {
            request(1);
        }
    }

    /** Marks are given page by page: the next poll goes on behind one, and not in its middle. */
    private boolean isFull(Item last) {
        boolean inAPage = last.kind() == Item.Kind.RECEIPT && last.resume() == null && !caughtUp;
        return bytes >= FULL_BYTES && (!inAPage || bytes >= MOST_BYTES);
    }

    private void take(Item item) {
        if (item.resume() != null) {
            resume = item.resume();
        }
        if (item.kind() == Item.Kind.CAUGHT_UP) {
            caughtUp = true;
            return;
        }
        items.add(item);
        bytes += item.envelope().size();
        fresh |= item.kind() != Item.Kind.RECEIPT || isNewerThanResume();
    }

    /** Without {@code resume} nobody can tell new marks from old, which alone are nothing to answer at once with. */
    private boolean isNewerThanResume() {
        return request.resume() != null;
    }

    /** After all marks of this answer, also those that came while it waited. */
    private byte[] resumeAfterThese() {
        Resume from = resume;
        if (from == null) {
            return NULL;
        }
        List<LiveReceipt> receipts = new ArrayList<>();
        for (Item item : items) {
            LiveReceipt receipt = item.receipt();
            if (receipt != null) {
                receipts.add(receipt);
            }
        }
        return Format.JSON.write((caughtUp ? from.with(receipts) : from).text());
    }

    private void patienceEnds() {
        boolean enough;
        synchronized (items) {
            outOfPatience = true;
            enough = caughtUp;
        }
        if (enough) {
            finish();
        }
    }

    private void finish() {
        cancel();
        stop();
        byte[] json;
        synchronized (items) {
            json = json();
        }
        answer.success(json);
    }

    private void stop() {
        waiting.dispose();
        catchingUp.dispose();
        cancel();
    }

    @Override
    protected void hookOnError(Throwable error) {
        stop();
        answer.error(error);
    }

    private byte[] json() {
        ByteArrayOutputStream json = new ByteArrayOutputStream(bytes + items.size() + 100);
        json.writeBytes("{\"items\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(items.get(i).envelope().as(Format.JSON));
        }
        json.writeBytes("],\"resume\":".getBytes(StandardCharsets.UTF_8));
        json.writeBytes(resumeAfterThese());
        json.write('}');
        return json.toByteArray();
    }
}
