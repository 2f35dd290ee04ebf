package io.parley.check.device;

import io.parley.check.history.Attempt;
import io.parley.check.history.Outcome;
import io.parley.check.history.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends, one after the other: each message is tried until it is answered, and some again after that. */
final class Sender {
    private static final int AT_ONCE = 10;

    private record Message(String chatId, UUID clientMsgId, String text) {}

    private final World world;
    private final Connection connection;
    private final String device;
    private final List<Message> acked = new ArrayList<>();
    private @Nullable Message pending;
    private long numbers;

    Sender(World world, Connection connection, String device) {
        this.world = world;
        this.connection = connection;
        this.device = device;
    }

    boolean isPending() {
        return pending != null;
    }

    /** Tries the unanswered message again. */
    void retries(Session session) {
        Message message = pending;
        if (message != null) {
            settle(session, message, Answers.await(attempt(session, message, false)));
        }
    }

    /** A few in a row, as long as all are answered. */
    void sends(Session session, String chatId, int count) {
        for (int sent = 0; sent < count && pending == null; sent++) {
            pending = next(chatId);
            retries(session);
        }
    }

    /** A new message, ten times at once over two connections. */
    void sendsAtOnce(Session session, String chatId) {
        Message message = next(chatId);
        pending = message;
        for (Outcome outcome : atOnce(session, message)) {
            if (pending != null) {
                settle(session, message, outcome);
            }
        }
    }

    /** An acknowledged message again: a late one or any, over this connection, another, or both at once. */
    void repeats(Session session, double pick, double dial) {
        if (acked.isEmpty()) {
            return;
        }
        int back = (int) (pick < 0.5 ? 2 * pick * Math.min(5, acked.size()) : (2 * pick - 1) * acked.size());
        Message message = acked.get(acked.size() - 1 - back);
        if (dial < 0.5) {
            drop(session, Answers.await(attempt(session, message, false)));
        } else if (dial < 0.8) {
            over(another -> Answers.await(attempt(another, message, false)));
        } else {
            atOnce(session, message);
        }
    }

    /** An acknowledged message's name for another content. */
    void alters(Session session, double pick) {
        if (!acked.isEmpty()) {
            Message message = acked.get((int) (pick * acked.size()));
            Message altered = new Message(message.chatId(), message.clientMsgId(), message.text() + ", altered");
            drop(session, Answers.await(attempt(session, altered, true)));
        }
    }

    private void settle(Session session, Message message, Outcome outcome) {
        if (outcome instanceof Outcome.Acked) {
            acked.add(message);
        }
        if (Answers.isLost(outcome)) {
            drop(session, outcome);
        } else {
            pending = null;
        }
    }

    /** Who gets no answer cannot tell a slow server from a lost connection, and calls again. */
    private static void drop(Session session, Outcome outcome) {
        if (outcome instanceof Outcome.Unknown unknown && !unknown.why().equals("UNAVAILABLE")) {
            session.close();
        }
    }

    private List<Outcome> atOnce(Session session, Message message) {
        List<Outcome> outcomes = new ArrayList<>();
        over(another -> outcomes.addAll(Flux.range(0, AT_ONCE)
                .flatMap(number -> attempt(number % 2 == 0 ? session : another, message, false), AT_ONCE)
                .collectList()
                .blockOptional()
                .orElseThrow()));
        return outcomes;
    }

    private void over(Consumer<Session> action) {
        Session another = connection.another(device + "-more");
        if (another != null) {
            try (another) {
                action.accept(another);
            }
        }
    }

    private Mono<Outcome> attempt(Session session, Message message, boolean altered) {
        Recorder recorder = world.recorder();
        return Mono.defer(() -> {
            long started = recorder.now();
            return Answers.toSend(session.send(message.chatId(), message.clientMsgId(), message.text()))
                    .doOnNext(outcome -> recorder.tried(new Attempt(
                            connection.userId(),
                            device,
                            message.chatId(),
                            message.clientMsgId().toString(),
                            altered,
                            started,
                            recorder.now(),
                            outcome)));
        });
    }

    private Message next(String chatId) {
        SplittableRandom random = world.dice().of(device + " writes", numbers);
        UUID clientMsgId =
                new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        int padding = random.nextInt(100) < 3 ? random.nextInt(8_000) : random.nextInt(60);
        return new Message(chatId, clientMsgId, "No. " + numbers++ + " of " + device + ". " + "x".repeat(padding));
    }
}
