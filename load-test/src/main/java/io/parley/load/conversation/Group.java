package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Wire;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One group; some of its members send, all that are online listen, the senders among them. */
final class Group implements Cast {
    private static final int SENDERS = 10;
    private static final String ROLE = "member";

    @Override
    public Mono<Conversation> prepare(Users users, LoadOptions options) {
        Running running = new Running();
        return users.connect(ROLE, 0)
                .flatMap(owner -> ChatCreation.group(owner, users.ids(ROLE, 1, options.members()))
                        .flatMap(chatId -> members(users, options, owner)
                                .flatMap(online -> listen(online, chatId, options, running)
                                        .thenReturn(conversation(online, chatId, options, running)))));
    }

    private static Mono<List<Wire>> members(Users users, LoadOptions options, Wire owner) {
        return users.connect(ROLE, 1, options.online())
                .map(others -> Stream.concat(Stream.of(owner), others.stream()).toList());
    }

    static Mono<Void> listen(List<Wire> online, String chatId, LoadOptions options, Running running) {
        return Flux.range(0, online.size())
                .flatMap(
                        index -> Listener.open(
                                online.get(index),
                                index,
                                running,
                                OneToOne.confirmer(online.get(index), chatId, options, running)),
                        Users.AT_ONCE)
                .then();
    }

    private static Conversation conversation(List<Wire> online, String chatId, LoadOptions options, Running running) {
        List<Sender> senders = online.stream()
                .limit(options.senders(SENDERS))
                .map(wire -> new Sender(wire, chatId, options.textBytes()))
                .toList();
        return new Conversation(List.of(chatId), senders, Audience.ofOneChat(online.size()), running);
    }

    @Override
    public String title(LoadOptions options) {
        return "group, " + options.members() + " members, " + options.online() + " online, "
                + Math.min(options.online(), options.senders(SENDERS)) + " of them send";
    }
}
