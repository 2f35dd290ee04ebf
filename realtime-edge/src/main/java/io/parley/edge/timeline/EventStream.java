package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.delivery.LiveStream;
import io.parley.edge.problem.Refused;
import io.parley.edge.session.Outlet;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.FindMemberships.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private volatile EventsRequest.Checked request;
    private final StreamSources sources;
    private final PageReader pages;
    /** Guarded by itself: the hub, the views and the socket come on different threads. */
    private final DeviceStream state;

    private final Runnable onRoom = this::drain;
    private final Sinks.Empty<Void> end = Sinks.empty();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Instant receiptsSince;
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
        this.request = request;
        this.sources = sources;
        this.receiptsSince = request.since();
        this.pages = new PageReader(userId, sources, gone -> sources.hub().leave(this, gone));
        this.state = new DeviceStream(request.limit());
    }

    void start() {
        outlet.onRoom(onRoom);
        sources.hub().open(this, () -> {
            if (ended) {
                leaveAll(List.of());
            } else {
                run(sources.memberships(userId), this::begin);
            }
        });
    }

    private void begin(List<Membership> memberships) {
        sources.hub().join(this, memberships, routed -> {
            if (ended) {
                leaveAll(routed.keySet());
                return;
            }
            List<DeviceStream.Start> starts = new ArrayList<>(memberships.size());
            memberships.forEach(membership -> starts.add(start(membership, routed)));
            request = request.without(memberships);
            change(stream -> stream.begin(starts));
            run(Mono.delay(StreamSources.LOOK_AGAIN), later -> findNewChats(() -> {}));
        });
    }

    private DeviceStream.Start start(Membership membership, Map<ChatId, Long> routed) {
        ChatId chatId = membership.chatId();
        long head = Math.max(membership.headSeq(), sources.heads().of(chatId));
        long known = Math.max(head, routed.getOrDefault(chatId, -1L));
        return new DeviceStream.Start(chatId, request.next(chatId, membership.firstSeq()), head, known);
    }

    @Override
    public void recheck(Runnable done) {
        findNewChats(done);
        change(DeviceStream::receiptsMayBeMissing);
    }

    @Override
    public void goAway() {
        fail(new Unavailable("The server is stopping; connect again and go on from your cursors.", 1_000));
    }

    private void findNewChats(Runnable done) {
        run(sources.memberships(userId).doFinally(end -> done.run()), memberships -> {
            List<Membership> missing = memberships.stream()
                    .filter(membership -> !follows(membership.chatId()))
                    .toList();
            if (!missing.isEmpty()) {
                join(missing);
            }
        });
    }

    private void join(List<Membership> missing) {
        sources.hub().join(this, missing, routed -> {
            if (ended) {
                leaveAll(routed.keySet());
            } else {
                missing.forEach(membership -> join(start(membership, routed)));
            }
        });
    }

    private void join(DeviceStream.Start start) {
        change(stream -> stream.join(start.chatId(), start.next(), start.known()));
    }

    private boolean follows(ChatId chatId) {
        synchronized (state) {
            return state.follows(chatId);
        }
    }

    @Override
    public UserId userId() {
        return userId;
    }

    @Override
    public void joined(ChatId chatId, long seq) {
        // The device may hold it already: whoever creates a chat knows of it before it is pushed.
        change(stream -> stream.join(chatId, request.next(chatId, seq), -1));
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
        if (!request.covers(receipt)) {
            change(stream -> stream.receipt(receipt));
        }
    }

    @Override
    public void tick(long nowMillis) {
        boolean waiting;
        synchronized (state) {
            waiting = state.hasSomethingToSend();
        }
        long sentNow = sent.get();
        if (!waiting || sentNow != sentAtTick) {
            sentAtTick = sentNow;
            unreadSince = nowMillis;
        } else if (nowMillis - unreadSince >= UNREAD_MILLIS) {
            fail(Refused.overrun("This stream was not read for 30 seconds; open it again from your cursors."));
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

    private void fail(Throwable error) {
        failure = error;
        drain();
    }

    private void change(Consumer<DeviceStream> change) {
        synchronized (state) {
            change.accept(state);
        }
        drain();
    }

    private <T> void run(Mono<T> task, Consumer<T> then) {
        task.takeUntilOther(end.asMono()).subscribe(then, this::fail);
    }

    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            if (!ended) {
                send();
                ask();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    private void send() {
        while (!ended) {
            Throwable error = failure;
            if (error != null) {
                ended = true;
                release();
                device.onError(error);
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

    private void ask() {
        PageRead read;
        boolean marks;
        synchronized (state) {
            read = state.nextRead();
            marks = state.takeMarksWanted();
        }
        if (read != null) {
            run(pages.read(read), this::change);
        }
        if (marks) {
            run(sources.marks(userId, receiptsSince), this::marks);
        }
    }

    private void marks(StreamSources.Marks found) {
        Instant before = receiptsSince;
        Instant since = before != null && before.isAfter(found.since()) ? before : found.since();
        receiptsSince = since;
        List<LiveReceipt> fresh = found.receipts().stream()
                .filter(receipt -> !request.covers(receipt))
                .toList();
        Resume resume = Resume.from(since).with(found.receipts());
        change(stream -> stream.marks(fresh, resume));
    }

    private void release() {
        end.tryEmitEmpty();
        outlet.forget(onRoom);
        leaveAll(List.of());
    }

    /** @param more chats that the hub brought together with this stream too late for it to follow them */
    private void leaveAll(Collection<ChatId> more) {
        sources.hub().close(this, () -> {
            synchronized (state) {
                List<ChatId> all = new ArrayList<>(state.chats());
                all.addAll(more);
                return all;
            }
        });
    }
}
