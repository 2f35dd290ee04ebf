package io.parley.edge.delivery;

import io.parley.edge.session.DeviceConnections;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends devices and polls away before the web server stops, which would wait for them until its patience ends. */
@Component
class Departure implements SmartLifecycle {
    private final DeliveryHub hub;
    private final DeviceConnections connections;
    private volatile boolean running;

    Departure(DeliveryHub hub, DeviceConnections connections) {
        this.hub = hub;
        this.connections = connections;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        hub.goAway();
        connections.endAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
