package io.parley.check;

import io.parley.check.device.Client;
import io.parley.check.device.Truth;
import io.parley.check.history.Attempt;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import io.parley.check.history.InboxRow;
import io.parley.check.history.MarkAttempt;
import io.parley.check.history.MarkKey;
import io.parley.check.history.Outcome;
import io.parley.check.history.Recorder;
import io.parley.check.rule.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The end of a run: waits, each time for so long at most, until nothing more comes, and reads what is stored. */
final class Settlement {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);
    /** What comes although it should not, a second copy say, is given this long to come. */
    private static final long AFTERMATH = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final CheckSettings settings;
    private final Recorder recorder;
    private final List<Client> clients;
    private final Truth truth;
    private final Consumer<List<? extends Callable<?>>> allAtOnce;
    private final Map<String, List<Envelope.Entry>> timelines = new TreeMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();

    Settlement(
            CheckSettings settings,
            Recorder recorder,
            List<Client> clients,
            Truth truth,
            Consumer<List<? extends Callable<?>>> allAtOnce) {
        this.settings = settings;
        this.recorder = recorder;
        this.clients = clients;
        this.truth = truth;
        this.allAtOnce = allAtOnce;
    }

    History settle() {
        readTimelines();
        allAtOnce.accept(clients.stream()
                .map(client -> (Callable<Boolean>) () -> client.settles(endsFor(client)))
                .toList());
        marksAgree();
        List<InboxRow> inboxes = inboxes();
        readReceipts();
        untilOrTooLate(after(AFTERMATH));
        clients.forEach(Client::leaves);
        return recorder.history(timelines, inboxes);
    }

    private void readTimelines() {
        Map<String, Long> known = new HashMap<>();
        Map<String, String> readers = new TreeMap<>();
        History soFar = recorder.history(Map.of(), List.of());
        soFar.creations().forEach(it -> readers.putIfAbsent(it.chatId(), it.userId()));
        for (Client client : clients) {
            for (String chatId : client.chats()) {
                readers.putIfAbsent(chatId, client.userId());
                known.merge(chatId, client.high(chatId), Math::max);
            }
        }
        for (Attempt attempt : soFar.attempts()) {
            if (attempt.outcome() instanceof Outcome.Acked acked) {
                known.merge(attempt.chatId(), acked.ack().seq(), Math::max);
            }
        }
        readers.forEach((chatId, userId) ->
                timelines.put(chatId, truth.timeline(userId, chatId, known.getOrDefault(chatId, 0L))));
        History read = recorder.history(timelines, List.of());
        timelines.keySet().forEach(chatId -> members.put(chatId, read.members(chatId)));
    }

    private Map<String, Long> endsFor(Client client) {
        Map<String, Long> ends = new HashMap<>();
        timelines.forEach((chatId, timeline) -> {
            if (isMember(client, chatId)) {
                ends.put(chatId, timeline.size() - 1L);
            }
        });
        return ends;
    }

    private boolean isMember(Client client, String chatId) {
        return members.getOrDefault(chatId, Set.of()).contains(client.userId());
    }

    /** Waits until all devices show the same marks, none behind what was confirmed. */
    private void marksAgree() {
        Map<MarkKey, Long> confirmed = new HashMap<>();
        for (MarkAttempt mark : recorder.marks()) {
            if (mark.outcome() instanceof Outcome.Done) {
                confirmed.merge(MarkKey.of(mark), mark.seq(), Math::max);
            }
        }
        untilOrTooLate(() -> {
            clients.forEach(Client::keepsUp);
            return agreeOn(confirmed);
        });
    }

    private boolean agreeOn(Map<MarkKey, Long> confirmed) {
        Map<MarkKey, Long> common = new HashMap<>();
        clients.forEach(client -> client.marks().forEach((key, upTo) -> common.merge(key, upTo, Math::max)));
        Set<MarkKey> all = new HashSet<>(common.keySet());
        all.addAll(confirmed.keySet());
        for (Client client : clients) {
            Map<MarkKey, Long> marks = client.marks();
            for (MarkKey key : all) {
                boolean agrees = key.in(marks) == key.in(common) && key.in(marks) >= key.in(confirmed);
                if (!agrees && isMember(client, key.chatId())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Views may lag: an inbox that is not right yet is asked for again. */
    private List<InboxRow> inboxes() {
        List<InboxRow> rows = new ArrayList<>();
        untilOrTooLate(() -> {
            rows.clear();
            for (int user = 0; user < settings.users(); user++) {
                rows.addAll(truth.inbox(settings.userId(user)));
            }
            return Rules.inboxesAreRight(timelines, rows);
        });
        return rows;
    }

    private void readReceipts() {
        timelines.forEach((chatId, timeline) -> {
            Set<String> some = members.getOrDefault(chatId, Set.of());
            if (!some.isEmpty()) {
                String userId = some.stream().sorted().findFirst().orElseThrow();
                long last = timeline.size() - 1L;
                LongStream.of(last, last / 2)
                        .distinct()
                        .forEach(seq -> truth.receipts(userId, chatId, seq).ifPresent(recorder::asked));
            }
        });
    }

    private static BooleanSupplier after(long nanos) {
        long due = System.nanoTime() + nanos;
        return () -> System.nanoTime() - due > 0;
    }

    private void untilOrTooLate(BooleanSupplier condition) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP);
        }
    }
}
