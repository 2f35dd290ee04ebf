package io.parley.check.device;

import io.parley.check.history.MarkAttempt;
import io.parley.check.history.MarkType;
import io.parley.check.history.Outcome;
import io.parley.check.history.Recorder;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Confirms what the device holds, in bursts too. */
final class Confirmer {
    private static final int BURST = 8;

    private final World world;
    private final Connection connection;
    private final String device;

    Confirmer(World world, Connection connection, String device) {
        this.world = world;
        this.connection = connection;
        this.device = device;
    }

    void confirms(Session session, String chatId, double pick, double dial) {
        for (Outcome outcome : Flux.fromIterable(marks(chatId, pick, dial))
                .flatMap(mark -> confirm(session, chatId, mark), BURST)
                .collectList()
                .blockOptional()
                .orElse(List.of())) {
            if (outcome instanceof Outcome.Unknown unknown && !unknown.why().equals("UNAVAILABLE")) {
                session.close();
            }
        }
    }

    private record Mark(MarkType type, Held upTo) {}

    private List<Mark> marks(String chatId, double pick, double dial) {
        Holdings holdings = connection.holdings();
        if (connection.isPolling()) {
            return holdings.lastMessage(chatId).map(last -> new Mark(MarkType.READ, last)).stream()
                    .toList();
        }
        MarkType type = pick < 0.5 ? MarkType.READ : MarkType.DELIVERED;
        long stands = holdings.mark(chatId, connection.userId(), type);
        long high = holdings.high(chatId);
        long upTo = Math.max(0, stands + Math.round((high - stands) * Math.sqrt(dial)));
        List<Mark> marks = new ArrayList<>();
        long from = dial > 0.6 ? Math.max(0, upTo - BURST + 1) : upTo;
        for (long seq = from; seq <= upTo; seq++) {
            marks.add(new Mark(type, new Held(seq, null)));
        }
        return marks;
    }

    private Mono<Outcome> confirm(Session session, String chatId, Mark mark) {
        Recorder recorder = world.recorder();
        return Mono.defer(() -> {
            long started = recorder.now();
            return Answers.toConfirm(session.confirm(chatId, mark.type(), mark.upTo()))
                    .doOnNext(outcome -> recorder.confirmed(new MarkAttempt(
                            connection.userId(),
                            device,
                            chatId,
                            mark.type(),
                            mark.upTo().seq(),
                            started,
                            recorder.now(),
                            outcome)));
        });
    }
}
