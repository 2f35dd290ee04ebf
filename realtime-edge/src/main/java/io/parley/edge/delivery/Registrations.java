package io.parley.edge.delivery;

import io.parley.shared.chat.ChatId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Redis in step with the routes, one change at a time: an entry that overtook its removal would be lost. What is
 * asked for while a change is under way goes together in the next. Touched by the hub's thread only.
 */
final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private static final int AT_ONCE = 5_000;

    private final Registry registry;
    private final Executor hub;
    private final Set<Route> entering = new LinkedHashSet<>();
    private final Set<Route> leaving = new LinkedHashSet<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean busy;

    Registrations(Registry registry, Executor hub) {
        this.registry = registry;
        this.hub = hub;
    }

    /** Enters the routes that are not entered yet, then runs {@code then}, even where Redis did not answer. */
    void enter(Collection<? extends Route> routes, Runnable then) {
        List<Route> missing = new ArrayList<>();
        for (Route route : routes) {
            if (!route.isRegistered()) {
                missing.add(route);
            }
        }
        if (missing.isEmpty()) {
            then.run();
            return;
        }
        entering.addAll(missing);
        waiting.add(then);
        proceed();
    }

    void leave(Collection<Route> routes) {
        leaving.addAll(routes);
        proceed();
    }

    private void proceed() {
        if (busy || (entering.isEmpty() && leaving.isEmpty())) {
            return;
        }
        busy = true;
        List<Route> left = some(leaving);
        // Only behind the last removal: it might be of a key that is entered again.
        List<Route> entered = leaving.isEmpty() ? some(entering) : List.of();
        List<Runnable> actions = List.of();
        if (leaving.isEmpty() && entering.isEmpty()) {
            actions = waiting;
            waiting = new ArrayList<>();
        }
        settle(left, entered, actions);
    }

    /** As much as Redis takes well within our patience: a node with very many chats would never be entered at once. */
    private static List<Route> some(Set<Route> routes) {
        List<Route> some = routes.stream().limit(AT_ONCE).toList();
        some.forEach(routes::remove);
        return some;
    }

    private void settle(List<Route> left, List<Route> entered, List<Runnable> actions) {
        var unused = change(left, entered)
                .whenCompleteAsync((heads, failure) -> settled(entered, actions, heads, failure), hub);
    }

    private CompletableFuture<Map<ChatId, Long>> change(List<Route> left, List<Route> entered) {
        try {
            return registry.change(left, entered);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settled(
            List<Route> entered,
            List<Runnable> actions,
            @Nullable Map<ChatId, Long> heads,
            @Nullable Throwable failure) {
        busy = false;
        if (heads == null) {
            LOG.debug("Redis did not take {} registrations of this node; they are repeated.", entered.size(), failure);
        } else {
            entered.forEach(route -> entered(route, heads));
        }
        // Each a task of its own: one that fails must keep back neither the others nor what is entered next.
        actions.forEach(hub::execute);
        proceed();
    }

    private static void entered(Route route, Map<ChatId, Long> heads) {
        route.registered(true);
        if (route instanceof ChatRoute chat) {
            chat.seen(heads.getOrDefault(chat.chatId(), -1L));
        }
    }
}
