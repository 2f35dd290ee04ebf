package io.parley.edge.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was written to a connection and not yet taken by its socket. Request-n says what a client can take, not
 * what its socket does: a client that asks for everything and stops reading would otherwise fill our memory. One whose
 * socket takes nothing at all for long is given up.
 */
final class SocketOutlet extends ChannelOutboundHandlerAdapter implements BudgetOutlet {
    static final long LOOK_SECONDS = 5;
    static final int LOOKS_IN_VAIN = 6;
    private static final long FULL = 256 * 1024;
    private static final long ROOM = 128 * 1024;
    /** What a frame costs beside its bytes while it waits. */
    private static final int FRAME = 128;

    private final Channel channel;
    private final Budget budget;
    private final Runnable onUnread;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private long progress;
    private int looksInVain;

    /** @param onUnread called when this connection has to go because its device does not read */
    SocketOutlet(Channel channel, Runnable onUnread) {
        this.channel = channel;
        this.budget = new Budget(channel.eventLoop());
        this.onUnread = onUnread;
    }

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    @Override
    public Budget budget() {
        return budget;
    }

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

    /** Counts a frame in, or answers that it is not to be written: then it was one too many for the connection. */
    boolean enqueued(int bytes) {
        if (lost.get() || !budget.count(bytes + FRAME)) {
            giveUp();
            return false;
        }
        pending.addAndGet(bytes + FRAME);
        if (watched.compareAndSet(false, true)) {
            progress = taken.get();
            lookLater();
        }
        return true;
    }

    private void giveUp() {
        if (lost.compareAndSet(false, true)) {
            onUnread.run();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof WebSocketFrame frame)) {
            var unused = context.write(message, promise);
            return;
        }
        int bytes = frame.content().readableBytes();
        // Pongs have not been counted, as nothing but the transport writes them.
        if (!(message instanceof BinaryWebSocketFrame) && !enqueued(bytes)) {
            frame.release();
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        ChannelPromise done = context.newPromise();
        done.addListener(future -> {
            taken(bytes + FRAME);
            if (future.isSuccess()) {
                promise.trySuccess();
            } else {
                promise.tryFailure(future.cause());
            }
        });
        var unused = context.write(message, done);
    }

    private void taken(int bytes) {
        taken.addAndGet(bytes);
        budget.release(bytes);
        long left = pending.addAndGet(-bytes);
        if (left < ROOM && left + bytes >= ROOM) {
            waiting.forEach(Runnable::run);
        }
    }

    private void lookLater() {
        if (!channel.eventLoop().isShuttingDown()) {
            var unused = channel.eventLoop().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        if (pending.get() == 0 || !channel.isActive()) {
            rest();
            return;
        }
        long now = taken.get() + partlyTaken();
        looksInVain = now == progress ? looksInVain + 1 : 0;
        progress = now;
        if (looksInVain >= LOOKS_IN_VAIN) {
            giveUp();
        } else {
            lookLater();
        }
    }

    private void rest() {
        looksInVain = 0;
        watched.set(false);
        // A frame may have come before that was said.
        if (pending.get() > 0 && channel.isActive() && watched.compareAndSet(false, true)) {
            lookLater();
        }
    }

    /** A large frame on a slow line is taken bit by bit. */
    private long partlyTaken() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.currentProgress();
    }
}
