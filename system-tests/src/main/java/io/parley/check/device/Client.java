package io.parley.check.device;

import io.parley.check.history.MarkKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One device and the person behind it: does one thing after another until the run is over. */
public final class Client implements Runnable {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double LONGEST_ABSENCE_SECONDS = 6;

    private final World world;
    private final String deviceId;
    private final Connection connection;
    private final Sender sender;
    private final Confirmer confirmer;
    private final Creator creator;
    private final Asker asker;
    private final Duration patience;

    /**
     * A client that has not connected yet.
     *
     * @param deviceId unique in the run, and what names it in reports
     * @param polling it uses REST and long polling
     * @param patience how long it goes on trying after the end
     */
    public Client(World world, String userId, String deviceId, boolean polling, Duration patience) {
        this.world = world;
        this.deviceId = deviceId;
        this.connection = new Connection(world, userId, deviceId, polling);
        this.sender = new Sender(world, connection, deviceId);
        this.confirmer = new Confirmer(world, connection, deviceId);
        this.creator = new Creator(world, userId, deviceId);
        this.asker = new Asker(world, connection);
        this.patience = patience;
    }

    public String userId() {
        return connection.userId();
    }

    /** The chats that it knows. */
    public List<String> chats() {
        return connection.holdings().chats();
    }

    public long high(String chatId) {
        return connection.holdings().high(chatId);
    }

    public Map<MarkKey, Long> marks() {
        return connection.holdings().marks();
    }

    @Override
    public void run() {
        for (long step = 0; !world.isOver(); step++) {
            Intention intention = Intention.of(world.dice(), deviceId, step);
            Session session = connection.session();
            if (session == null || isBusy(session)) {
                LockSupport.parkNanos(RETRY);
            } else {
                act(session, intention);
                rest(intention);
            }
        }
        finish();
    }

    /** Comes once more and stays until it holds all this; whether it got there in time. */
    public boolean settles(Map<String, Long> ends) {
        connection.readsPlainly();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!connection.holdings().holds(ends) && System.nanoTime() - deadline < 0) {
            keepsUp();
            LockSupport.parkNanos(SHORT);
        }
        connection.holdings().stayed();
        return connection.holdings().holds(ends);
    }

    /** Reads on for a moment, and comes back where it was cut off. */
    public void keepsUp() {
        if (connection.session() != null) {
            connection.fillsGaps();
            connection.polls(0);
        }
    }

    public void leaves() {
        connection.close();
    }

    /** Finishes what was begun before anything new: the order of one's own messages depends on it. */
    private boolean isBusy(Session session) {
        sender.retries(session);
        creator.retries(session);
        connection.fillsGaps();
        if (connection.isPolling()) {
            connection.polls(world.isOver() ? 0 : 1);
        }
        return sender.isPending() || creator.isPending();
    }

    private void finish() {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean busy = true;
        while (busy && System.nanoTime() - deadline < 0) {
            Session session = connection.session();
            busy = session == null || isBusy(session);
            if (busy) {
                LockSupport.parkNanos(RETRY);
            }
        }
        if (busy) {
            world.recorder()
                    .stuck(deviceId + " got no answer to its last send within " + patience.toSeconds()
                            + " s of the end, all faults being over");
        }
    }

    private void act(Session session, Intention intention) {
        List<String> chats = connection.holdings().chats();
        switch (intention.kind()) {
            case CREATE -> creator.creates(session, intention.dial());
            case INBOX -> asker.inbox(session);
            case REPEAT -> sender.repeats(session, intention.pick(), intention.dial());
            case ALTER -> sender.alters(session, intention.pick());
            case LEAVE -> connection.close();
            case FORGET_A_LITTLE -> connection.forgetsALittle(1 + (long) (10 * intention.dial()));
            case FORGET_ALL -> connection.forgetsAll();
            default -> {
                if (!chats.isEmpty()) {
                    act(session, intention, chats.get(intention.oneOf(chats.size())));
                }
            }
        }
    }

    private void act(Session session, Intention intention, String chatId) {
        switch (intention.kind()) {
            case SEND -> sender.sends(session, chatId, 1 + (int) (3 * intention.dial() * intention.dial()));
            case SEND_AT_ONCE -> sender.sendsAtOnce(session, chatId);
            case CONFIRM -> confirmer.confirms(session, chatId, intention.dial(), intention.pause() / 2);
            case PAGE -> asker.pages(session, chatId, intention.dial());
            case RECEIPTS -> asker.receipts(session, chatId, intention.dial());
            default -> throw new IllegalStateException("not about one chat: " + intention.kind());
        }
    }

    private void rest(Intention intention) {
        double seconds = intention.kind() == Intention.Kind.LEAVE
                ? intention.dial() * LONGEST_ABSENCE_SECONDS
                : intention.pause() / world.pace();
        long deadline = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        while (System.nanoTime() - deadline < 0 && !world.isOver()) {
            LockSupport.parkNanos(SHORT);
        }
    }
}
