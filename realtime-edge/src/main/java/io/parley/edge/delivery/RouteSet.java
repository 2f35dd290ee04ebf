package io.parley.edge.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Routes, one for each key of Redis however often it is named, in the order in which they came. */
final class RouteSet {
    private final int most;
    private final Map<Object, Route> byName = new LinkedHashMap<>();

    /** @param most beyond them the oldest are forgotten */
    RouteSet(int most) {
        this.most = most;
    }

    void add(Route route) {
        byName.put(route.name(), route);
        if (byName.size() > most) {
            byName.remove(byName.keySet().iterator().next());
        }
    }

    void addAll(Collection<? extends Route> routes) {
        routes.forEach(this::add);
    }

    void removeAll(Collection<? extends Route> routes) {
        routes.forEach(route -> byName.remove(route.name()));
    }

    boolean has(Route route) {
        return byName.containsKey(route.name());
    }

    /** Takes out some, the oldest. */
    List<Route> take(int atMost) {
        List<Route> some = byName.values().stream().limit(atMost).toList();
        removeAll(some);
        return some;
    }

    int size() {
        return byName.size();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void clear() {
        byName.clear();
    }
}
