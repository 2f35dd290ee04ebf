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
 * connection that a network cut in two must not stay for ever. Nor must one that sends a byte now and then: what has come
 * of a frame is held until it is whole.
 */
@Component
final class SilentConnections {
    private static final Logger LOG = LoggerFactory.getLogger(SilentConnections.class);
    /** Within the time that a connection may be silent. */
    private static final int LOOKS = 6;

    private final long lookMillis;
    private final long looksForAFrame;
    private final Counter silent;
    private final Counter unread;
    private final Counter slow;

    SilentConnections(EdgeProperties properties, MeterRegistry meters) {
        this.lookMillis = Math.max(1, properties.silentAfter().toMillis() / LOOKS);
        this.looksForAFrame = properties.frameWithin().toMillis() / lookMillis;
        this.silent = meters.counter("parley.device.closed", "reason", "silent");
        this.unread = meters.counter("parley.device.closed", "reason", "unread");
        this.slow = meters.counter("parley.device.closed", "reason", "slow");
    }

    /** Does not wait for a goodbye to be taken: nothing is. */
    void endUnread(Channel channel) {
        unread.increment();
        LOG.debug("Closing a connection that is not read.");
        var unused = channel.close();
    }

    void watch(Channel channel, DeviceConnection connection) {
        HeardBytes bytes = new HeardBytes();
        channel.pipeline().addFirst("parley-heard", bytes);
        new Watch(channel, bytes, connection).start();
    }

    private final class Watch {
        private final Channel channel;
        private final HeardBytes bytes;
        private final DeviceConnection connection;
        private int looksWithoutBytes;
        private int looksWithoutFrame;

        Watch(Channel channel, HeardBytes bytes, DeviceConnection connection) {
            this.channel = channel;
            this.bytes = bytes;
            this.connection = connection;
        }

        void start() {
            Future<?> looking = channel.eventLoop()
                    .scheduleWithFixedDelay(this::look, lookMillis, lookMillis, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> looking.cancel(false));
        }

        private void look() {
            looksWithoutBytes = bytes.wereHeard() ? 0 : looksWithoutBytes + 1;
            looksWithoutFrame = connection.wasHeard() ? 0 : looksWithoutFrame + 1;
            if (looksWithoutBytes >= LOOKS - 1) {
                close(silent, "nothing was heard");
            } else if (looksWithoutFrame >= looksForAFrame) {
                close(slow, "no whole frame was heard");
            }
        }

        private void close(Counter reason, String why) {
            reason.increment();
            LOG.debug("Closing a connection of which {} for long.", why);
            var unused = channel.close();
        }
    }
}
