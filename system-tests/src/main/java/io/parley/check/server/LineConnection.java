package io.parley.check.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection over a {@link Line}. A chunk is read when the one before it is written, so nothing piles up here. */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails has nothing left to close.
public final class LineConnection implements Comparable<LineConnection> {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final SocketChannel device;
    private final SocketChannel server;
    private final Pump up;
    private final Pump down;
    private volatile boolean stalled;

    LineConnection(SocketChannel device, SocketChannel server) {
        this.device = device;
        this.server = server;
        this.up = new Pump(device, server);
        this.down = new Pump(server, device);
        device.pipeline().addLast(up);
        server.pipeline().addLast(down);
    }

    /** Ends it without a goodbye, as a lost radio link does. */
    public void cut() {
        device.eventLoop().execute(() -> {
            reset(device);
            reset(server);
        });
    }

    /** Half open: both ends believe in it, and nothing goes through. */
    public void stall(boolean stall) {
        stalled = stall;
        if (!stall) {
            flow();
        }
    }

    @Override
    public int compareTo(LineConnection other) {
        return Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineConnection it && it.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    void flow() {
        device.eventLoop().execute(() -> {
            up.flow();
            down.flow();
        });
    }

    void whenClosed(Runnable action) {
        device.closeFuture().addListener(closed -> action.run());
    }

    private static void reset(SocketChannel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /** One direction; both run on one event loop. */
    private final class Pump extends ChannelInboundHandlerAdapter {
        private final Channel from;
        private final Channel to;
        private @Nullable Object held;

        Pump(Channel from, Channel to) {
            this.from = from;
            this.to = to;
        }

        void flow() {
            Object chunk = held;
            held = null;
            if (chunk == null) {
                from.read();
            } else {
                pass(chunk);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object chunk) {
            if (stalled) {
                held = chunk;
            } else {
                pass(chunk);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ReferenceCountUtil.release(held);
            held = null;
            to.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
            from.close();
        }

        private void pass(Object chunk) {
            to.writeAndFlush(chunk).addListener(written -> {
                if (written.isSuccess()) {
                    from.read();
                } else {
                    from.close();
                }
            });
        }
    }
}
