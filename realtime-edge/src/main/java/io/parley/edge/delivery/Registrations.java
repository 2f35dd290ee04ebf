package io.parley.edge.delivery;

import io.parley.shared.chat.ChatId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Redis in step with the routes, one change at a time: an entry that overtook its removal would be lost. What is
 * asked for while a change is under way goes together in the next. A change that failed may still happen, so after one
 * nothing more is changed until a new era begins, which enters everything again. Touched by the hub's thread only.
 */
final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private static final int AT_ONCE = 5_000;
    /** Redis may be away for long, and meanwhile chats come and go. */
    static final int MOST_LEAVING = 50_000;

    private static final long NO_ERA = -1;

    private final Registry registry;
    private final Executor hub;
    private final Clock clock;
    private final Runnable onFailure;
    /** No more than there are routes, as those that are swept leave it. */
    private final RouteSet entering = new RouteSet(Integer.MAX_VALUE);
    /** Never one that is wanted. What is forgotten here is taken out when a push for it comes that nobody wants. */
    private final RouteSet leaving = new RouteSet(MOST_LEAVING);

    private List<Runnable> waiting = new ArrayList<>();
    private boolean busy;
    private long era = NO_ERA;
    private long confirmed = NO_ERA;

    /** @param onFailure asks for a new era */
    Registrations(Registry registry, Executor hub, Clock clock, Runnable onFailure) {
        this.registry = registry;
        this.hub = hub;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    /** The era that Redis has taken note of, or -1. */
    long confirmedEra() {
        return confirmed;
    }

    /** Enters the routes that are not entered yet, then runs {@code then}; at once where Redis does not answer. */
    void enter(Collection<? extends Route> routes, Runnable then) {
        List<Route> missing = new ArrayList<>();
        for (Route route : routes) {
            if (!route.isRegistered()) {
                missing.add(route);
            }
        }
        if (missing.isEmpty() || era == NO_ERA) {
            then.run();
            return;
        }
        wanted(missing);
        waiting.add(then);
        proceed();
    }

    private void wanted(Collection<Route> routes) {
        leaving.removeAll(routes);
        entering.addAll(routes);
    }

    /** How many are still to be taken out. */
    int leaving() {
        return leaving.size();
    }

    /** Writes the entries once more: they do not last for ever. */
    void renew(Collection<Route> routes) {
        if (era != NO_ERA) {
            wanted(routes);
            proceed();
        }
    }

    void leave(Collection<? extends Route> routes) {
        entering.removeAll(routes);
        leaving.addAll(routes);
        proceed();
    }

    /**
     * Redis may know nothing of this node, or something else than it should.
     *
     * @param missing all that is to be entered
     * @param then runs when it is, or Redis is away
     */
    void beginEra(long begin, List<Route> missing, Runnable then) {
        era = begin;
        wanted(missing);
        waiting.add(then);
        proceed();
    }

    private void proceed() {
        boolean nothing = entering.isEmpty() && leaving.isEmpty() && confirmed == era;
        if (busy || era == NO_ERA || nothing) {
            return;
        }
        busy = true;
        // As much as Redis takes well within our patience: a node with very many chats would never be entered at once.
        Change change = new Change(era, confirmed != era, leaving.take(AT_ONCE), entering.take(AT_ONCE));
        List<Runnable> actions = List.of();
        if (entering.isEmpty()) {
            actions = waiting;
            waiting = new ArrayList<>();
        }
        settle(change, actions);
    }

    private void settle(Change change, List<Runnable> actions) {
        var unused = made(change).whenCompleteAsync((heads, failure) -> settled(change, actions, heads, failure), hub);
    }

    private CompletableFuture<Map<ChatId, Long>> made(Change change) {
        try {
            return registry.change(change);
        } catch (Throwable e) {
            // An error, too: nothing would ever be changed again.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settled(
            Change change, List<Runnable> actions, @Nullable Map<ChatId, Long> heads, @Nullable Throwable failure) {
        busy = false;
        if (change.era() != era) {
            // A new era has begun meanwhile, and has named all that is to be entered: what was before it may be gone.
            change.left().stream().filter(route -> !entering.has(route)).forEach(leaving::add);
            waiting.addAll(actions);
        } else if (heads == null) {
            run(actions);
            failed(change, failure);
        } else {
            confirmed = era;
            change.entered().forEach(route -> entered(route, heads));
            run(actions);
        }
        proceed();
    }

    private void failed(Change change, @Nullable Throwable failure) {
        LOG.debug(
                "Redis did not take {} entries of this node; they are repeated.",
                change.entered().size(),
                failure);
        era = NO_ERA;
        confirmed = NO_ERA;
        // Those that are still wanted are entered with the next era, whose beginning names all.
        entering.clear();
        leaving.addAll(change.left());
        run(waiting);
        waiting = new ArrayList<>();
        onFailure.run();
    }

    /** Each a task of its own: one that fails must keep back neither the others nor what is entered next. */
    private void run(List<Runnable> actions) {
        actions.forEach(hub::execute);
    }

    private void entered(Route route, Map<ChatId, Long> heads) {
        route.registered(clock.millis());
        if (route instanceof ChatRoute chat) {
            chat.seen(heads.getOrDefault(chat.chatId(), -1L));
        }
    }

    /**
     * One change of what Redis knows of this node, in the order of the fields.
     *
     * @param begins whether the era is new
     */
    record Change(long era, boolean begins, List<Route> left, List<Route> entered) {}
}
