package io.parley.edge.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.session.DeviceConnections;
import io.parley.edge.view.KnownHeads;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.timeline.FindMemberships;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings what Redis publishes to this node to the streams of its devices, on one thread of its own: never on the
 * listener's, which would hold up Redis, and never on two at once, so that routes and streams change in one order.
 */
@Component
public final class DeliveryHub {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryHub.class);
    private static final int BATCHES_QUEUED = 2_048;
    private static final long BYTES_QUEUED = 64 * 1024 * 1024;
    private static final int SECOND_REGISTRATION_SECONDS = 3;
    private static final long IDLE_ROUTE_MILLIS = 60_000;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, DeliveryHub::named);
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong bytesQueued = new AtomicLong();
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final Routes routes = new Routes();
    private final Registrations registrations;
    private final Dispatcher dispatcher;
    private final HeadComparison comparison;
    private final Pulse pulse;
    private final DeviceConnections connections;
    private final Clock clock;
    /** Touched by the thread only, like the routes. */
    private boolean goingAway;

    DeliveryHub(
            Registry registry,
            HeadComparison comparison,
            DeviceConnections connections,
            KnownHeads heads,
            Clock clock,
            MeterRegistry meters) {
        this.registrations = new Registrations(registry, this::execute);
        this.dispatcher = new Dispatcher(routes, registrations, heads);
        this.comparison = comparison;
        this.connections = connections;
        this.clock = clock;
        meters.gauge("parley.delivery.hub.queued", queued);
        this.pulse = new Pulse(registry, this::execute, () -> compare(() -> {}), this::registerAgain);
        every(1, this::tick);
        every(1, pulse::check);
        every(10, this::sweep);
        every(30, () -> compare(() -> {}));
    }

    /** Lets the stream hear of chats that its user joins; runs {@code then} when that is sure, or Redis is away. */
    public void open(LiveStream stream, Runnable then) {
        execute(() -> {
            if (goingAway) {
                stream.goAway();
                return;
            }
            UserRoute user = routes.user(stream.userId());
            user.add(stream);
            registrations.enter(List.of(user), then);
        });
    }

    /**
     * Lets the stream hear of these chats.
     *
     * @param then gets the heads of those of which the router knows one, on the hub's thread: nothing is delivered
     *     between the reading of the heads and its end
     */
    public void join(LiveStream stream, List<FindMemberships.Membership> chats, Consumer<Map<ChatId, Long>> then) {
        execute(() -> {
            List<ChatRoute> joined = new ArrayList<>(chats.size());
            for (FindMemberships.Membership membership : chats) {
                ChatRoute chat = routes.chat(membership.chatId());
                chat.members(membership.memberCount());
                chat.add(stream);
                joined.add(chat);
            }
            registrations.enter(joined, () -> then.accept(heads(joined)));
        });
    }

    public void leave(LiveStream stream, ChatId chatId) {
        execute(() -> routes.leave(stream, List.of(chatId), clock.millis()));
    }

    /** @param chats what the stream has joined, asked for on the hub's thread, after all that went before */
    public void close(LiveStream stream, Supplier<Collection<ChatId>> chats) {
        execute(() -> {
            routes.close(stream, clock.millis());
            routes.leave(stream, chats.get(), clock.millis());
        });
    }

    /**
     * From the listener's thread: what is too much at once is dropped here and read from the views instead.
     *
     * @param bytes what the batch holds in memory, nearly
     */
    void received(NodeBatch batch, int bytes) {
        long held = bytesQueued.addAndGet(bytes);
        if (queued.incrementAndGet() > BATCHES_QUEUED || held > BYTES_QUEUED) {
            queued.decrementAndGet();
            bytesQueued.addAndGet(-bytes);
            overflowed.set(true);
            return;
        }
        execute(() -> deliver(batch, bytes));
    }

    private void deliver(NodeBatch batch, int bytes) {
        bytesQueued.addAndGet(-bytes);
        batch.deliveries()
                .forEach(
                        delivery -> guarded(() -> dispatcher.dispatch(delivery)).run());
        if (batch.closed() != null) {
            batch.closed().forEach(connections::replaced);
        }
        if (queued.decrementAndGet() == 0 && overflowed.compareAndSet(true, false)) {
            lookAround();
        }
    }

    /** The subscription is new: Redis may have forgotten this node, and pushes may be lost. */
    void resubscribed() {
        execute(this::registerAgain);
        // A router that found nobody a moment ago may still be about to take this node out.
        var unused = thread.schedule(guarded(this::registerAgain), SECOND_REGISTRATION_SECONDS, TimeUnit.SECONDS);
    }

    private void registerAgain() {
        routes.forgetRegistrations();
        lookAround();
    }

    private void lookAround() {
        compare(() -> eachStream(LiveStream::recheck));
    }

    /** @param then runs when Redis knows this node again, or is away: what is looked up before that may miss something */
    private void compare(Runnable then) {
        List<Route> missing = routes.unregistered();
        registrations.enter(missing, () -> {
            // What was routed before this node was entered shows in the head that was read after it.
            missing.forEach(Route::tellHead);
            then.run();
        });
        List<ChatId> chats = routes.chats().stream().map(ChatRoute::chatId).toList();
        comparison.heads(chats, heads -> execute(() -> heads.forEach(this::raise)));
    }

    private void raise(ChatId chatId, long head) {
        ChatRoute chat = routes.knownChat(chatId);
        if (chat != null) {
            chat.seen(head);
            chat.tellHead();
        }
    }

    /** Ends all streams, and those that still come, in a way that lets clients go on elsewhere. */
    void goAway() {
        execute(() -> {
            goingAway = true;
            eachStream(LiveStream::goAway);
        });
    }

    private void eachStream(Consumer<LiveStream> action) {
        routes.users().forEach(user -> List.copyOf(user.streams()).forEach(action));
    }

    private void tick() {
        long now = clock.millis();
        eachStream(stream -> stream.tick(now));
    }

    private void sweep() {
        registrations.leave(routes.swept(clock.millis() - IDLE_ROUTE_MILLIS));
    }

    private static Map<ChatId, Long> heads(List<ChatRoute> chats) {
        Map<ChatId, Long> heads = new HashMap<>();
        chats.forEach(chat -> heads.put(chat.chatId(), chat.head()));
        return heads;
    }

    private void every(int seconds, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(guarded(task), seconds, seconds, TimeUnit.SECONDS);
    }

    private void execute(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(guarded(task));
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A step of live delivery failed; the streams find what it left out in the views.", e);
            }
        };
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "parley-delivery");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
