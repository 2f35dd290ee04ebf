package io.parley.load.wire;

import java.util.concurrent.Executor;
import reactor.netty.resources.LoopResources;

/** One thread that carries connections. Each connection stays on the thread that it began on. */
public final class EventLoop implements AutoCloseable {
    private final LoopResources resources = LoopResources.create("load", 1, true);

    LoopResources resources() {
        return resources;
    }

    public Executor executor() {
        return resources.onClient(true);
    }

    @Override
    public void close() {
        resources.dispose();
    }
}
