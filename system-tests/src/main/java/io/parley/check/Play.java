package io.parley.check;

import io.parley.check.device.Client;
import io.parley.check.device.Truth;
import io.parley.check.device.World;
import io.parley.check.dice.Dice;
import io.parley.check.history.History;
import io.parley.check.history.Recorder;
import io.parley.client.DevTokens;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The clients of a run against a server that is there: from their first chats to what the server holds at the end. */
public final class Play implements AutoCloseable {
    private static final int DAY = 86_400;

    private final CheckSettings settings;
    private final Recorder recorder;
    private final World world;
    private final List<Client> clients = new ArrayList<>();
    private final List<Future<?>> acting = new ArrayList<>();
    private final ExecutorService threads;

    private Play(CheckSettings settings, Recorder recorder, World world) {
        this.settings = settings;
        this.recorder = recorder;
        this.world = world;
        this.threads = Executors.newFixedThreadPool(settings.clients());
    }

    /**
     * Gets tokens, opens the first chats and lets the clients begin.
     *
     * @param server the base address for tokens and REST
     * @param devices the RSocket address
     */
    public static Play begin(CheckSettings settings, Recorder recorder, URI server, URI devices) throws IOException {
        DevTokens issuer = new DevTokens(server);
        Map<String, String> tokens = new TreeMap<>();
        for (int user = 0; user < settings.users(); user++) {
            String userId = settings.userId(user);
            tokens.put(userId, issuer.of(userId, "chat", DAY));
        }
        World world = new World(new Dice(settings.seed()), recorder, () -> devices, server, tokens, settings.pace());
        Play play = new Play(settings, recorder, world);
        play.begin();
        return play;
    }

    /** Lets the clients finish what they have begun, once all faults are over. */
    public void end() {
        world.end();
        acting.forEach(Play::await);
    }

    /** Brings every device up to the end of every chat and writes down what the server holds. */
    public History settle() {
        try (Truth truth = new Truth(world, settings.patience())) {
            return new Settlement(settings, recorder, clients, truth, this::allAtOnce).settle();
        }
    }

    @Override
    public void close() {
        world.end();
        clients.forEach(Client::leaves);
        threads.shutdown();
    }

    private void begin() {
        try (Truth founders = new Truth(world, settings.patience())) {
            for (Founding.Chat chat : Founding.chats(settings)) {
                if (founders.create(chat.founder(), chat.name(), chat.request()).isEmpty()) {
                    throw new IllegalStateException(chat.name() + " could not be created");
                }
            }
        }
        for (int number = 0; number < settings.clients(); number++) {
            String userId = settings.userId(number % settings.users());
            String deviceId = userId + "-d" + (1 + number / settings.users());
            Client client = new Client(world, userId, deviceId, settings.polls(number), settings.patience());
            clients.add(client);
            acting.add(threads.submit(client));
        }
    }

    private void allAtOnce(List<? extends Callable<?>> tasks) {
        List<Future<?>> done = new ArrayList<>();
        tasks.forEach(task -> done.add(threads.submit(task)));
        done.forEach(Play::await);
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A client of the checker failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients finished", stopped);
        }
    }
}
