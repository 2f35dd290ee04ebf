package io.parley.system.schedule;

/**
 * What a schedule may contain, and what is taken out of the production order.
 *
 * @param losses whether pushes are lost, subscriptions cut, and Redis wiped or started anew
 * @param edge the order of an edge's batches
 * @param router the order of the router's
 * @param pagesWait whether a page waits for the view
 */
record Plan(boolean losses, Order edge, Order router, boolean pagesWait) {
    static Plan undisturbed() {
        return new Plan(false, Order.AS_SENT, Order.AS_SENT, true);
    }

    static Plan withLosses() {
        return new Plan(true, Order.AS_SENT, Order.AS_SENT, true);
    }

    Plan edgeReadsHeadsFirst() {
        return new Plan(losses, Order.READS_FIRST, router, pagesWait);
    }

    Plan routerReadsNodesFirst() {
        return new Plan(losses, edge, Order.READS_FIRST, pagesWait);
    }

    Plan withoutWaitingForTheView() {
        return new Plan(losses, edge, router, false);
    }
}
