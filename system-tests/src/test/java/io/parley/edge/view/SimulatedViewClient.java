package io.parley.edge.view;

import org.axonframework.queryhandling.QueryGateway;

/** The production client of the views on a gateway of a test's own. */
public final class SimulatedViewClient {
    private SimulatedViewClient() {}

    public static ViewClient on(QueryGateway gateway) {
        return new ViewClient(gateway);
    }
}
