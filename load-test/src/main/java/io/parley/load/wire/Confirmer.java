package io.parley.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.rsocket.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Confirms as a phone does: one receipt under way at a time, and then the newest. Used on the connection's thread. */
public final class Confirmer {
    private static final int LONGEST_NUMBER = 20;

    private final Wire wire;
    private final byte[] beforeSeq;
    private final Consumer<String> failed;
    private final CoreSubscriber<Payload> answer = new Answer();
    private long newest = -1;
    private long confirmed = -1;
    private boolean underWay;

    /** Confirms one chat over one connection. */
    public Confirmer(Wire wire, String chatId, Consumer<String> failed) {
        this.wire = wire;
        this.beforeSeq =
                ("{\"chatId\":\"" + chatId + "\",\"type\":\"READ\",\"seq\":").getBytes(StandardCharsets.US_ASCII);
        this.failed = failed;
    }

    public void upTo(long seq) {
        newest = Math.max(newest, seq);
        next();
    }

    private void next() {
        if (underWay || newest <= confirmed) {
            return;
        }
        underWay = true;
        confirmed = newest;
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer(beforeSeq.length + LONGEST_NUMBER + 1);
        data.writeBytes(beforeSeq);
        ByteBufUtil.writeAscii(data, Long.toString(confirmed));
        data.writeByte('}');
        wire.request(Route.RECEIPT.payload(data), answer);
    }

    private void done() {
        underWay = false;
        next();
    }

    private final class Answer implements CoreSubscriber<Payload> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Payload payload) {
            payload.release();
        }

        @Override
        public void onError(Throwable error) {
            failed.accept("receipt: " + Refused.sentence(error));
            done();
        }

        @Override
        public void onComplete() {
            done();
        }
    }
}
