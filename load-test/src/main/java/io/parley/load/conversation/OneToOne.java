package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Confirmer;
import io.parley.load.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pairs of users with a DIRECT chat each: one sends, the other listens. */
final class OneToOne implements Cast {
    private record Pair(String chatId, Sender sender) {}

    @Override
    public Mono<Conversation> prepare(Users users, LoadOptions options) {
        Running running = new Running();
        return Flux.range(0, options.pairs())
                .flatMapSequential(index -> pair(users, options, running, index), Users.AT_ONCE)
                .collectList()
                .map(pairs -> conversation(pairs, running));
    }

    private static Conversation conversation(List<Pair> pairs, Running running) {
        return new Conversation(
                pairs.stream().map(Pair::chatId).toList(),
                pairs.stream().map(Pair::sender).toList(),
                Audience.ofPairs(pairs.size()),
                running);
    }

    private static Mono<Pair> pair(Users users, LoadOptions options, Running running, int index) {
        Mono<Wire> sender = users.connect("sender", index);
        Mono<Wire> receiver = users.connect("receiver", index);
        return sender.zipWith(receiver)
                .flatMap(both -> ChatCreation.direct(both.getT1(), users.id("receiver", index))
                        .flatMap(chatId -> listen(both.getT1(), both.getT2(), chatId, options, running, index)
                                .thenReturn(new Pair(chatId, new Sender(both.getT1(), chatId, options.textBytes())))));
    }

    private static Mono<Void> listen(
            Wire sender, Wire receiver, String chatId, LoadOptions options, Running running, int index) {
        Mono<Void> receiving = Listener.open(receiver, index, running, confirmer(receiver, chatId, options, running));
        return options.senderStreams() ? receiving.and(Bystander.open(sender, running::failed)) : receiving;
    }

    static @Nullable Confirmer confirmer(Wire wire, String chatId, LoadOptions options, Running running) {
        return options.receipts() ? new Confirmer(wire, chatId, running::failed) : null;
    }

    @Override
    public String title(LoadOptions options) {
        return "one-to-one, " + options.pairs() + " pairs" + (options.senderStreams() ? " with two streams" : "");
    }
}
