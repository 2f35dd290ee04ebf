package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A MongoDB stand-in inside this process. It keeps everything in memory: views are rebuilt from the events. */
public final class MongoStandIn implements AutoCloseable {
    private static final int STOP_SECONDS = 5;

    private final MongoBackend backend = new OrderedMemoryBackend();
    private final EventLoopGroup workers = new MultiThreadIoEventLoopGroup(threads(), NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup("mongo-channels", workers.next());
    private final Channel listening;

    private MongoStandIn() {
        listening = new ServerBootstrap()
                .group(workers)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline())
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(new MongoWireReplyEncoder())
                    .addLast(new WireEncoder())
                    .addLast(new WireDecoder())
                    .addLast(new MongoDatabaseHandler(backend, channels))
                    .addLast(new MongoExceptionHandler());
        }
    }

    public static MongoStandIn start(Consumer<String> progress) {
        MongoStandIn standIn = new MongoStandIn();
        progress.accept("MongoDB: stand-in ready in memory on 127.0.0.1:" + standIn.port());
        return standIn;
    }

    /** No sender waits for a view. Stopping one is up to its owner, so that nothing that uses it outlives it. */
    private static DefaultThreadFactory threads() {
        return new DefaultThreadFactory("mongo-server-worker", false, Thread.MIN_PRIORITY);
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + port() + "/parley";
    }

    public void stop() {
        listening.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
        channels.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2L * STOP_SECONDS, TimeUnit.SECONDS);
        backend.close();
    }

    @Override
    public void close() {
        stop();
    }
}
