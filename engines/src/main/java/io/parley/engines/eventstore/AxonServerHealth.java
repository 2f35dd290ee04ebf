package io.parley.engines.eventstore;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether this role is connected to Axon Server; Axon's own indicator looks for a class of Boot 3 and stays silent. */
@Component("axonServerHealthIndicator")
@ConditionalOnProperty(name = "parley.event-store", havingValue = "axonserver")
public final class AxonServerHealth extends AbstractHealthIndicator {
    private final ObjectProvider<AxonServerConnectionManager> connections;

    public AxonServerHealth(ObjectProvider<AxonServerConnectionManager> connections) {
        super("Axon Server could not be asked for its state");
        this.connections = connections;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        AxonServerConnectionManager manager = connections.getObject();
        String context = manager.getDefaultContext();
        if (manager.isConnected(context)) {
            builder.up().withDetail("context", context);
        } else {
            builder.down().withDetail("context", context).withDetail("remedy", "Check axon.axonserver.servers");
        }
    }
}
