package io.parley.edge.delivery;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A stream that writes down what it is told, on the thread that tells it, or fails at each time. */
final class PlantedStream implements LiveStream {
    private final UserId userId;
    private final boolean fails;
    private final Executor loop;
    final List<String> told = new ArrayList<>();

    PlantedStream(UserId userId, boolean fails) {
        this(userId, fails, Runnable::run);
    }

    PlantedStream(UserId userId, boolean fails, Executor loop) {
        this.userId = userId;
        this.fails = fails;
        this.loop = loop;
    }

    private void told(String what) {
        told.add(what);
        if (fails) {
            throw new StackOverflowError("planted");
        }
    }

    @Override
    public UserId userId() {
        return userId;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public void joined(ChatId chatId, long seq) {
        told("joined " + seq);
    }

    @Override
    public void live(ChatId chatId, long seq, Encoded envelope) {
        told("live " + seq);
    }

    @Override
    public void known(ChatId chatId, long head) {
        told("known " + head);
    }

    @Override
    public void receipt(LiveReceipt receipt) {
        told("receipt");
    }

    @Override
    public void recheck(Runnable done) {
        told("recheck");
        done.run();
    }

    @Override
    public void goAway() {
        told("goAway");
    }

    @Override
    public void broken() {
        told("broken");
    }

    @Override
    public void tick(long nowMillis) {
        told("tick");
    }
}
