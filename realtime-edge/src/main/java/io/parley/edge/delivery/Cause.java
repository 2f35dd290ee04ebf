package io.parley.edge.delivery;

/** Why the node looks for what it may have missed. */
enum Cause {
    /** This node has just begun. */
    STARTED(true),
    /** A number is left out, or Redis has counted further than what came. */
    LOST_PUSH(false),
    /** More came than the hub could take. */
    OVERFLOW(false),
    /** A router says that it could not route something. */
    ROUTER_MISSED(false),
    RESUBSCRIBED(true),
    /** Redis does not know this node, or counts from an earlier time. */
    WIPED(true),
    /** Another run of Redis answers, or another server. */
    RESTARTED(true),
    /** Redis had been away. */
    RETURNED(true),
    /** A change of entries failed, and may yet happen. */
    DOUBT(true);

    private final boolean entersAgain;

    Cause(boolean entersAgain) {
        this.entersAgain = entersAgain;
    }

    /** Whether what Redis knows of this node is to be written anew. */
    boolean entersAgain() {
        return entersAgain;
    }
}
