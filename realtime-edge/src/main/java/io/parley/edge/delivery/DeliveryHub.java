package io.parley.edge.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.session.DeviceConnections;
import io.parley.edge.view.KnownHeads;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.delivery.NodeBatch;
import io.parley.shared.timeline.FindMemberships;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Brings what Redis publishes to this node to the streams of its devices. One thread of its own keeps the routes: never the
 * listener's, which would hold up Redis, and never two at once, so that they change in one order. What is pushed goes on
 * along a {@link Lane} to the threads of the connections.
 */
@Component
public final class DeliveryHub {
    private static final int BATCHES_QUEUED = 2_048;
    private static final long BYTES_QUEUED = 64 * 1024 * 1024;
    private static final long IDLE_ROUTE_MILLIS = 60_000;
    /** A third of the time for which Redis keeps them. */
    private static final long ENTRIES_KEPT_MILLIS = DeliveryKeys.NODES_TTL.toMillis() / 3;

    /** They are kept for a week. */
    private static final long CLAIMS_RENEWED_MILLIS = Duration.ofDays(1).toMillis();

    private static final int RENEWED_AT_ONCE = 5_000;

    private final Loop loop;
    private final Backlog backlog = new Backlog(BATCHES_QUEUED, BYTES_QUEUED, this::overflowIsOver);
    private final Routes routes = new Routes();
    private final Arrivals arrivals = new Arrivals();
    private final Registrations registrations;
    private final Dispatcher dispatcher;
    private final Beacon beacon;
    private final Repair repair;
    private final DeviceConnections connections;
    private final Clock clock;
    /** Touched by the thread only, like the routes. */
    private boolean goingAway;

    @Autowired
    DeliveryHub(
            Registry registry,
            HeadComparison comparison,
            DeviceConnections connections,
            KnownHeads heads,
            Clock clock,
            MeterRegistry meters) {
        this(new HubThread(), registry, comparison, connections, heads, clock, meters);
    }

    DeliveryHub(
            Loop loop,
            Registry registry,
            HeadComparison comparison,
            DeviceConnections connections,
            KnownHeads heads,
            Clock clock,
            MeterRegistry meters) {
        this.loop = loop;
        this.connections = connections;
        this.clock = clock;
        this.registrations = new Registrations(registry, loop, clock, this::doubt);
        this.dispatcher = new Dispatcher(routes, registrations, heads);
        this.repair = new Repair(loop, routes, registrations, arrivals, comparison, connections, meters);
        this.beacon = new Beacon(registry, arrivals, registrations::confirmedEra, loop, repair::because, meters);
        meters.gauge("parley.delivery.hub.queued", backlog.batches());
        loop.every(1_000, this::tick);
        loop.every(Beacon.MILLIS, beacon::check);
        loop.every(10_000, this::sweep);
        loop.every(30_000, repair::compareAtLeisure);
        loop.every(CLAIMS_RENEWED_MILLIS, connections::claimAgain);
    }

    /** Lets the stream hear of chats that its user joins; runs {@code then} when that is sure, or Redis is away. */
    public void open(LiveStream stream, Runnable then) {
        loop.execute(() -> {
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
        loop.execute(() -> {
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
        loop.execute(() -> routes.leave(stream, List.of(chatId), clock.millis()));
    }

    /** @param chats what the stream has joined, asked for on the hub's thread, after all that went before */
    public void close(LiveStream stream, Supplier<Collection<ChatId>> chats) {
        loop.execute(() -> {
            routes.close(stream, clock.millis());
            repair.forget(stream);
            leave(stream, chats);
        });
    }

    private void leave(LiveStream stream, Supplier<Collection<ChatId>> chats) {
        Collection<ChatId> joined;
        try {
            joined = chats.get();
        } catch (Throwable e) {
            // Nobody would ever take it out of those that it has joined, whichever they are.
            routes.leaveAll(stream, clock.millis());
            throw e;
        }
        routes.leave(stream, joined, clock.millis());
    }

    /**
     * From the listener's thread: what is too much at once is dropped here and read from the views instead.
     *
     * @param number what the push was counted as
     * @param bytes what the batch holds in memory, nearly
     */
    void received(long number, NodeBatch batch, int bytes) {
        long lost = arrivals.arrived(number);
        if (lost > 0) {
            loop.execute(() -> beacon.jumped(lost));
        }
        UnderWay underWay = new UnderWay(() -> backlog.done(bytes));
        if (backlog.takes(bytes)) {
            boolean onItsWay = false;
            try {
                loop.execute(() -> deliver(batch, underWay));
                onItsWay = true;
            } finally {
                if (!onItsWay) {
                    backlog.lost(bytes);
                }
            }
        }
    }

    private void deliver(NodeBatch batch, UnderWay underWay) {
        try {
            for (Delivery delivery : batch.deliveries()) {
                HubThread.guarded(() -> dispatcher.dispatch(delivery, underWay)).run();
            }
            if (batch.closed() != null) {
                batch.closed()
                        .forEach(session -> HubThread.guarded(() -> connections.replaced(session))
                                .run());
            }
        } finally {
            underWay.partIsOver();
        }
    }

    private void overflowIsOver() {
        loop.execute(() -> repair.because(Cause.OVERFLOW));
    }

    /** The subscription is new: Redis may have forgotten this node, and pushes may be lost. */
    void resubscribed() {
        loop.execute(() -> repair.because(Cause.RESUBSCRIBED));
    }

    /** A change of our entries failed, which may be the first that we hear of a Redis that is away. */
    private void doubt() {
        beacon.doubt();
        beacon.check();
    }

    /** Ends all streams, and those that still come, in a way that lets clients go on elsewhere. */
    void goAway() {
        loop.execute(() -> {
            goingAway = true;
            eachStream(LiveStream::goAway);
        });
    }

    private void eachStream(Consumer<LiveStream> action) {
        routes.users().forEach(user -> List.copyOf(user.streams()).forEach(stream -> Streams.tell(stream, action)));
    }

    private void tick() {
        long now = clock.millis();
        eachStream(stream -> stream.tick(now));
        if (beacon.isAway()) {
            repair.whileAway();
        }
    }

    private void sweep() {
        registrations.leave(routes.swept(clock.millis() - IDLE_ROUTE_MILLIS));
        registrations.leave(dispatcher.takeUnwanted());
        registrations.renew(routes.registeredBefore(clock.millis() - ENTRIES_KEPT_MILLIS, RENEWED_AT_ONCE));
    }

    private static Map<ChatId, Long> heads(List<ChatRoute> chats) {
        Map<ChatId, Long> heads = new HashMap<>();
        chats.forEach(chat -> heads.put(chat.chatId(), chat.head()));
        return heads;
    }

    @PreDestroy
    void stop() {
        loop.stop();
    }
}
