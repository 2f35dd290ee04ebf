package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SocketOutletTest {
    private static final int KIB = 1024;

    private final Deque<ChannelPromise> untaken = new ArrayDeque<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final EmbeddedChannel channel = new EmbeddedChannel(new Socket());
    private final SocketOutlet outlet = new SocketOutlet(channel, ends::incrementAndGet);

    SocketOutletTest() {
        channel.freezeTime();
        channel.pipeline().addLast(outlet);
    }

    @Nested
    class AConnection {
        @Test
        void isGivenUpWhenItsSocketTakesNothingFor30Seconds() {
            write(KIB);
            pass(29);
            assertThat(ends).hasValue(0);
            pass(1);
            assertThat(ends).hasValue(1);
        }

        @Test
        void staysWhileItsSocketTakesAnythingAtAll() {
            for (int i = 0; i < 10; i++) {
                write(KIB);
                write(KIB);
                pass(20);
                take();
            }
            assertThat(ends).hasValue(0);
        }

        @Test
        void maySayNothingForAsLongAsThereIsNothingToTake() {
            write(KIB);
            take();
            pass(600);
            write(KIB);
            pass(29);
            assertThat(ends).hasValue(0);
        }

        @Test
        void isGivenUpAtOnceAboveAMebibyteAndIsWrittenNoMore() {
            int frames = 0;
            while (write(64 * KIB) && frames < 100) {
                frames++;
            }
            assertThat(frames).isEqualTo(15);
            assertThat(ends).hasValue(1);
            assertThat(outlet.enqueued(1)).isFalse();
            assertThat(ends).hasValue(1);
        }

        @Test
        void isGivenUpForPongsThatItDoesNotTakeJustAsWell() {
            for (int i = 0; i < 10_000; i++) {
                var unused = channel.write(new PongWebSocketFrame(Unpooled.wrappedBuffer(new byte[125])));
            }
            assertThat(ends).hasValue(1);
            assertThat(untaken).hasSizeLessThan(8_000);
        }
    }

    @Nested
    class Streams {
        @Test
        void pauseAbove256KiBAndGoOnBelow128() {
            AtomicInteger calls = new AtomicInteger();
            outlet.onRoom(calls::incrementAndGet);
            for (int i = 0; i < 4; i++) {
                assertThat(outlet.hasRoom()).isTrue();
                write(64 * KIB);
            }
            assertThat(outlet.hasRoom()).isFalse();
            take();
            take();
            assertThat(calls).hasValue(0);
            take();
            assertThat(calls).hasValue(1);
            assertThat(outlet.hasRoom()).isTrue();
        }
    }

    private boolean write(int bytes) {
        if (!outlet.enqueued(bytes)) {
            return false;
        }
        var unused = channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[bytes])));
        return true;
    }

    private void take() {
        untaken.remove().setSuccess();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    /** Takes what it is given when the test says so. */
    private final class Socket extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            untaken.add(promise);
        }
    }
}
