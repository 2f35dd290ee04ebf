package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.delivery.LiveStream;
import io.parley.edge.problem.Refused;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Unavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

/**
 * Runs one {@link DeviceStream}: brings it what the hub pushes and the views answer, and sends what it has ready, as far
 * as the device asks and its socket takes.
 */
final class EventStream implements Subscription, LiveStream {
    private static final long UNREAD_MILLIS = 30_000;

    private final CoreSubscriber<? super Item> device;
    private final UserId userId;
    private final Outlet outlet;
    private final StreamMeters meters;
    private final StreamChats chats;
    private final StreamReads reads;
    /** Guarded by itself: the hub, the views and the socket come on different threads. */
    private final DeviceStream state;

    private final Runnable onRoom = this::drain;
    private final Sinks.Empty<Void> end = Sinks.empty();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicInteger endings = new AtomicInteger();
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private final AtomicLong sent = new AtomicLong();
    private boolean countedAsBehind;
    private long sentAtTick = -1;
    private long unreadSince;

    EventStream(
            CoreSubscriber<? super Item> device,
            UserId userId,
            Outlet outlet,
            EventsRequest.Checked request,
            StreamSources sources) {
        this.device = device;
        this.userId = userId;
        this.outlet = outlet;
        this.meters = sources.meters();
        this.chats = new StreamChats(this, userId, outlet, sources, request);
        this.reads = new StreamReads(this, userId, outlet, sources);
        this.state = new DeviceStream(request.limit(), request.resume(), outlet);
        meters.opened();
    }

    void start() {
        outlet.onRoom(onRoom);
        if (ended) {
            outlet.forget(onRoom);
        } else {
            chats.open();
        }
    }

    @Override
    public void recheck(Runnable done) {
        chats.findNew(done);
        change(DeviceStream::receiptsMayBeMissing);
    }

    @Override
    public void goAway() {
        fail(new Unavailable("The server is stopping; connect again and go on from your cursors.", 1_000));
    }

    @Override
    public void broken() {
        fail(new Unavailable("This stream broke on the server; open it again and go on from your cursors.", 1_000));
    }

    boolean follows(ChatId chatId) {
        synchronized (state) {
            return state.follows(chatId);
        }
    }

    Collection<ChatId> chats() {
        synchronized (state) {
            return state.chats();
        }
    }

    @Override
    public UserId userId() {
        return userId;
    }

    @Override
    public Executor loop() {
        return outlet.loop();
    }

    @Override
    public void joined(ChatId chatId, long seq) {
        // The device may hold it already: whoever creates a chat knows of it before it is pushed.
        change(stream -> stream.join(chatId, chats.next(chatId, seq), -1));
    }

    @Override
    public void live(ChatId chatId, long seq, Encoded envelope) {
        change(stream -> stream.live(chatId, seq, envelope));
    }

    @Override
    public void known(ChatId chatId, long head) {
        change(stream -> stream.known(chatId, head));
    }

    @Override
    public void receipt(LiveReceipt receipt) {
        change(stream -> stream.receipt(receipt));
    }

    @Override
    public void tick(long nowMillis) {
        if (passed(Instant.ofEpochMilli(nowMillis))) {
            drain();
        }
        long sentNow = sent.get();
        if (!waitsForDevice() || sentNow != sentAtTick) {
            sentAtTick = sentNow;
            unreadSince = nowMillis;
        } else if (nowMillis - unreadSince >= UNREAD_MILLIS) {
            meters.overrun();
            fail(Refused.overrun("This stream was not read for 30 seconds; open it again from your cursors."));
        }
    }

    private boolean passed(Instant now) {
        synchronized (state) {
            return state.passed(now);
        }
    }

    /** Whether the device, not the server, is what there is to wait for. */
    boolean waitsForDevice() {
        boolean asks = demand.get() > 0 && outlet.hasRoom();
        synchronized (state) {
            return state.hasSomethingToSend() || (!asks && state.hasSomethingToRead());
        }
    }

    @Override
    public void request(long count) {
        if (Operators.validate(count)) {
            demand.accumulateAndGet(count, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        ended = true;
        release();
    }

    void fail(Throwable error) {
        failure = error;
        drain();
    }

    void change(Consumer<DeviceStream> change) {
        synchronized (state) {
            change.accept(state);
        }
        drain();
    }

    /** Runs a task for as long as this stream lives, and fails with it. */
    <T> void run(Mono<T> task, Consumer<T> then) {
        task.takeUntilOther(end.asMono()).subscribe(then, this::fail);
    }

    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            if (!ended) {
                sendAndRead();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    /** What breaks here breaks this stream: it ends, so that its device opens another instead of waiting for ever. */
    private void sendAndRead() {
        try {
            send();
            read();
        } catch (RuntimeException | Error broken) {
            end(broken);
        }
    }

    private void end(Throwable error) {
        ended = true;
        release();
        device.onError(error);
    }

    private void send() {
        while (!ended) {
            Throwable error = failure;
            if (error != null) {
                end(error);
                return;
            }
            if (demand.get() == 0 || !outlet.hasRoom()) {
                return;
            }
            Item item;
            synchronized (state) {
                item = state.poll();
            }
            if (item == null) {
                return;
            }
            demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
            sent.incrementAndGet();
            device.onNext(item);
        }
    }

    /** What the socket does not take is not asked for: a page would only wait here. */
    private void read() {
        long asked = outlet.hasRoom() ? demand.get() : 0;
        PageRead page;
        MarksRead marks;
        boolean live;
        synchronized (state) {
            page = state.nextRead(asked);
            marks = state.nextMarks(asked);
            live = state.isLive();
            countBehind(!ended && state.isBehind());
        }
        if (page != null) {
            reads.page(page, live);
        }
        if (marks != null) {
            reads.marks(marks, live);
        }
    }

    private void countBehind(boolean behind) {
        if (behind != countedAsBehind) {
            countedAsBehind = behind;
            meters.behind(behind);
        }
    }

    private void release() {
        if (endings.getAndIncrement() > 0) {
            return;
        }
        end.tryEmitEmpty();
        synchronized (state) {
            state.close();
            countBehind(false);
        }
        meters.ended();
        outlet.forget(onRoom);
        reads.end();
        chats.end();
    }
}
