package io.parley.edge.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends connections whose device has vanished or does not read. SETUP names a lifetime, but a device may name any; a
 * connection that a network cut in two must not stay for ever.
 */
@Component
final class SilentConnections {
    private static final Logger LOG = LoggerFactory.getLogger(SilentConnections.class);
    private static final long LOOK_SECONDS = 20;
    private static final int LOOKS_IN_VAIN = 5;

    private final Counter silent;
    private final Counter unread;

    SilentConnections(MeterRegistry meters) {
        this.silent = meters.counter("parley.device.closed", "reason", "silent");
        this.unread = meters.counter("parley.device.closed", "reason", "unread");
    }

    /** Does not wait for a goodbye to be taken: nothing is. */
    void endUnread(Channel channel) {
        unread.increment();
        LOG.debug("Closing a connection that is not read.");
        var unused = channel.close();
    }

    void watch(Channel channel, DeviceConnection connection) {
        new Watch(channel, connection).start();
    }

    private final class Watch {
        private final Channel channel;
        private final DeviceConnection connection;
        private int looksInVain;

        Watch(Channel channel, DeviceConnection connection) {
            this.channel = channel;
            this.connection = connection;
        }

        void start() {
            Future<?> looking = channel.eventLoop()
                    .scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> looking.cancel(false));
        }

        private void look() {
            looksInVain = connection.wasHeard() ? 0 : looksInVain + 1;
            if (looksInVain >= LOOKS_IN_VAIN) {
                silent.increment();
                LOG.debug("Closing a connection of which nothing was heard.");
                var unused = channel.close();
            }
        }
    }
}
