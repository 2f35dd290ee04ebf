package io.parley.check.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line on the loopback address, whose connections can be cut, stalled half open and refused, one by one. */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails has nothing left to close.
public final class Line implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<LineConnection> open = ConcurrentHashMap.newKeySet();
    private final Channel listening;
    private volatile int target;
    private volatile boolean refusing;

    /** Opens a line to a port of this machine. */
    public Line(int target) {
        this.target = target;
        this.listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel device) {
                        connect(device);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Where new connections lead from now on. */
    public void leadTo(int port) {
        target = port;
    }

    /** Whether new connections are closed at once. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** The connections that are open now, in the order in which they came. */
    public List<LineConnection> connections() {
        return open.stream().sorted().toList();
    }

    public void cutAll() {
        open.forEach(LineConnection::cut);
    }

    public void stallAll(boolean stall) {
        open.forEach(connection -> connection.stall(stall));
    }

    @Override
    public void close() {
        cutAll();
        listening.close().syncUninterruptibly();
        loop.shutdownGracefully().syncUninterruptibly();
    }

    private void connect(SocketChannel device) {
        if (refusing) {
            device.close();
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(device.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel unused) {
                        // What goes to and fro is set up once both ends are there.
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), target);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                LineConnection connection = new LineConnection(device, (SocketChannel) connecting.channel());
                open.add(connection);
                connection.whenClosed(() -> open.remove(connection));
                connection.flow();
            } else {
                device.close();
            }
        });
    }
}
