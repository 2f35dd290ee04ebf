package io.parley.edge.delivery;

import java.util.function.Consumer;

/** Tells streams what happens: whatever one of them throws keeps back neither the others nor the thread. */
final class Streams {
    private Streams() {}

    /** A stream that fails at it is ended: what it holds may be half changed, and its device can go on from its cursors. */
    static void tell(LiveStream stream, Consumer<LiveStream> action) {
        try {
            action.accept(stream);
        } catch (Throwable e) {
            HubThread.failed(e);
            HubThread.guarded(stream::broken).run();
        }
    }
}
