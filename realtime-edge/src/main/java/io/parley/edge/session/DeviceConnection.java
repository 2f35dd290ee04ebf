package io.parley.edge.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import java.net.SocketAddress;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A WebSocket connection whose unsent frames are counted, and which ends when they pass all bounds. */
final class DeviceConnection implements DuplexConnection {
    private final DuplexConnection socket;
    private final SocketOutlet outlet;

    DeviceConnection(DuplexConnection socket, SocketOutlet outlet) {
        this.socket = socket;
        this.outlet = outlet;
    }

    SocketOutlet outlet() {
        return outlet;
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        boolean worthKeeping = outlet.enqueued(frame.readableBytes());
        socket.sendFrame(streamId, frame);
        if (!worthKeeping) {
            socket.dispose();
        }
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException error) {
        socket.sendErrorAndClose(error);
    }

    @Override
    public Flux<ByteBuf> receive() {
        return socket.receive();
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
        return socket.onClose();
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
