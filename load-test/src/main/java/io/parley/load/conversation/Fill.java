package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Chats to which much is sent and nobody listens, so that the store is not empty. */
final class Fill implements Cast {
    private static final int CHATS = 64;
    private static final int AT_ONCE_IN_EACH = 16;

    @Override
    public Mono<Conversation> prepare(Users users, LoadOptions options) {
        return Flux.range(0, CHATS)
                .flatMapSequential(index -> writers(users, options, index), Users.AT_ONCE)
                .collectList()
                .map(Fill::conversation);
    }

    private record Writers(String chatId, List<Sender> senders) {}

    private static Mono<Writers> writers(Users users, LoadOptions options, int index) {
        return users.connect("writer", index)
                .flatMap(wire -> ChatCreation.direct(wire, users.id("absent", index))
                        .map(chatId -> new Writers(
                                chatId,
                                Stream.generate(() -> new Sender(wire, chatId, options.textBytes()))
                                        .limit(AT_ONCE_IN_EACH)
                                        .toList())));
    }

    /** Round by round, so that sender and chat go by the same number. */
    private static Conversation conversation(List<Writers> writers) {
        List<Sender> senders = new ArrayList<>();
        IntStream.range(0, AT_ONCE_IN_EACH)
                .forEach(round -> writers.forEach(it -> senders.add(it.senders().get(round))));
        return new Conversation(
                writers.stream().map(Writers::chatId).toList(),
                senders,
                Audience.ofNobody(writers.size()),
                new Running());
    }

    @Override
    public String title(LoadOptions options) {
        return "fill, " + CHATS + " chats";
    }
}
