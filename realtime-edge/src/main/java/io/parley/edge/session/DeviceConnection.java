package io.parley.edge.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.parley.edge.problem.Problems;
import io.parley.shared.refusal.Problem;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ConnectionErrorException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A WebSocket connection whose unsent frames and unfinished requests are counted, and which ends when they pass all
 * bounds.
 */
final class DeviceConnection implements DuplexConnection {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final DuplexConnection socket;
    private final SocketOutlet outlet;
    private final Fragments fragments;
    /** One for all who wait for the end: the transport builds a chain of its own for each who asks it. */
    private final Sinks.Empty<Void> closed = Sinks.empty();

    private volatile boolean heard = true;
    private volatile boolean ending;

    DeviceConnection(DuplexConnection socket, SocketOutlet outlet, FragmentMemory fragmentMemory) {
        this.socket = socket;
        this.outlet = outlet;
        this.fragments = new Fragments(outlet.budget(), fragmentMemory);
        socket.onClose().subscribe(done -> {}, this::closed, () -> closed(null));
    }

    private void closed(@Nullable Throwable error) {
        fragments.close();
        if (error == null) {
            closed.tryEmitEmpty();
        } else {
            closed.tryEmitError(error);
        }
    }

    /** Whether a whole frame has come from the device since this was last asked. */
    boolean wasHeard() {
        boolean since = heard;
        heard = false;
        return since;
    }

    SocketOutlet outlet() {
        return outlet;
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        if (outlet.enqueued(frame.readableBytes())) {
            socket.sendFrame(streamId, frame);
        } else {
            frame.release();
        }
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException error) {
        socket.sendErrorAndClose(error);
    }

    /** Says why and closes. Takes nothing from the device any more. */
    void end(Problem why) {
        ending = true;
        sendErrorAndClose(new ConnectionErrorException(Problems.json(why)));
        // The goodbye waits for a socket that may never take it.
        Schedulers.parallel().schedule(this::dispose, GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Flux<ByteBuf> receive() {
        return socket.receive().filter(this::isTaken);
    }

    /** The transport releases each frame after this, whoever took it has retained it. */
    private boolean isTaken(ByteBuf frame) {
        heard = true;
        Problem refusal = ending ? null : fragments.refusal(frame);
        if (refusal != null) {
            LOG.debug("Closing a connection for its fragments: {}", refusal.message());
            end(refusal);
        }
        return !ending;
    }

    @Override
    public ByteBufAllocator alloc() {
        return socket.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public Mono<Void> onClose() {
        return closed.asMono();
    }

    @Override
    public void dispose() {
        socket.dispose();
    }

    @Override
    public boolean isDisposed() {
        return socket.isDisposed();
    }
}
