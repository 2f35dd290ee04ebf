package io.parley.check.device;

import io.parley.check.dice.Dice;
import io.parley.check.history.Recorder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What all clients of a run share. */
public final class World {
    /** How many chats may be created while it runs: each one costs every member a place in each replay. */
    private static final int MOST_CHATS = 150;

    private final Dice dice;
    private final Recorder recorder;
    private final Supplier<URI> sockets;
    private final URI rest;
    private final Map<String, String> tokens;
    private final List<String> users;
    private final double pace;
    private final AtomicInteger chats = new AtomicInteger();
    private volatile boolean over;

    /**
     * A world that is running.
     *
     * @param tokens by user id
     * @param pace how many things a client does in a second
     */
    public World(
            Dice dice, Recorder recorder, Supplier<URI> sockets, URI rest, Map<String, String> tokens, double pace) {
        this.dice = dice;
        this.recorder = recorder;
        this.sockets = sockets;
        this.rest = rest;
        this.tokens = Map.copyOf(tokens);
        this.users = tokens.keySet().stream().sorted().toList();
        this.pace = pace;
    }

    /** From now on clients begin nothing new and only finish what they have begun. */
    public void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    Dice dice() {
        return dice;
    }

    Recorder recorder() {
        return recorder;
    }

    List<String> users() {
        return users;
    }

    double pace() {
        return pace;
    }

    boolean mayCreateAnotherChat() {
        return chats.incrementAndGet() <= MOST_CHATS;
    }

    SocketSession socket(String userId, String deviceId) {
        return SocketSession.connect(sockets.get(), token(userId), deviceId);
    }

    RestSession rest(String userId) {
        return new RestSession(rest, token(userId));
    }

    private String token(String userId) {
        String token = tokens.get(userId);
        if (token == null) {
            throw new IllegalArgumentException("there is no user " + userId);
        }
        return token;
    }
}
