package io.parley.edge.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was written to a connection and not yet taken by its socket. Request-n says what a client can take, not
 * what its socket does: a client that asks for everything and stops reading would otherwise fill our memory.
 */
final class SocketOutlet extends ChannelOutboundHandlerAdapter implements Outlet {
    private static final long FULL = 256 * 1024;
    private static final long ROOM = 128 * 1024;
    private static final long LOST = 16 * 1024 * 1024;

    private final AtomicLong pending = new AtomicLong();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    @Override
    public boolean hasRoom() {
        return pending.get() < FULL;
    }

    @Override
    public void onRoom(Runnable action) {
        waiting.add(action);
    }

    @Override
    public void forget(Runnable action) {
        waiting.remove(action);
    }

    /** Counts a frame in; returns whether the connection is still worth keeping. */
    boolean enqueued(int bytes) {
        return pending.addAndGet(bytes) <= LOST;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof BinaryWebSocketFrame frame)) {
            var unused = context.write(message, promise);
            return;
        }
        int bytes = frame.content().readableBytes();
        ChannelPromise taken = context.newPromise();
        taken.addListener(future -> {
            taken(bytes);
            if (future.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(future.cause());
            }
        });
        var unused = context.write(message, taken);
    }

    private void taken(int bytes) {
        long left = pending.addAndGet(-bytes);
        if (left < ROOM && left + bytes >= ROOM) {
            waiting.forEach(Runnable::run);
        }
    }
}
