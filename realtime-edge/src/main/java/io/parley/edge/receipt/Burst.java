package io.parley.edge.receipt;

import io.parley.edge.problem.Refused;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.ReceiptType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Marks that came together and wait for one answer; not safe for more than one thread at a time until it is stored. */
final class Burst {
    /** As many as a connection may leave unanswered. */
    static final int MARKS = 2_048;

    private final Key key;
    private final List<Long> marks = new ArrayList<>();
    private final Sinks.One<Outcome> outcome = Sinks.one();
    private final Mono<Outcome> known;

    /** @param patience ends the wait for the outcome: once for all, not for each mark with a timer of its own */
    Burst(Key key, UnaryOperator<Mono<Outcome>> patience) {
        this.key = key;
        this.known = patience.apply(outcome.asMono()).cache();
    }

    void add(long mark) {
        if (marks.size() == MARKS) {
            throw Refused.rateLimited("At most " + MARKS
                    + " receipts of one type in one chat are taken at once; the highest seq stands for them all.");
        }
        marks.add(mark);
    }

    int size() {
        return marks.size();
    }

    /** Ends as the mark would have ended had it come alone. */
    Mono<Void> answer(long mark) {
        return known.flatMap(ended -> ended.of(mark));
    }

    /** Stores the marks by as few commands as possible, then answers all. */
    Mono<Outcome> store(Function<ConfirmReceipt, Mono<Void>> commands) {
        long[] distinct =
                marks.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        return new Outcome(distinct)
                .found(mark -> commands.apply(key.upTo(mark)))
                .doOnNext(outcome::tryEmitValue)
                .doOnError(outcome::tryEmitError);
    }

    /** Whose marks, where, and of which type. */
    record Key(ChatId chatId, UserId userId, ReceiptType type) {
        static Key of(ConfirmReceipt mark) {
            return new Key(mark.chatId(), mark.userId(), mark.type());
        }

        ConfirmReceipt upTo(long seq) {
            return new ConfirmReceipt(chatId, userId, type, seq);
        }
    }
}
