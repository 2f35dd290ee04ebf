package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Wire;
import java.util.List;
import reactor.core.publisher.Mono;

/** One group in which everybody sends, as fast as it goes; one more member listens. */
final class HotChat implements Cast {
    private static final int SENDERS = 64;
    private static final String ROLE = "sender";

    @Override
    public Mono<Conversation> prepare(Users users, LoadOptions options) {
        Running running = new Running();
        int senders = options.senders(SENDERS);
        return users.connect("listener", 0)
                .flatMap(listener -> ChatCreation.group(listener, users.ids(ROLE, 0, senders))
                        .flatMap(chatId -> users.connect(ROLE, 0, senders)
                                .flatMap(wires -> Group.listen(List.of(listener), chatId, options, running)
                                        .thenReturn(conversation(wires, chatId, options, running)))));
    }

    private static Conversation conversation(List<Wire> wires, String chatId, LoadOptions options, Running running) {
        List<Sender> senders = wires.stream()
                .map(wire -> new Sender(wire, chatId, options.textBytes()))
                .toList();
        return new Conversation(List.of(chatId), senders, Audience.ofOneChat(1), running);
    }

    @Override
    public String title(LoadOptions options) {
        return "hot chat, " + options.senders(SENDERS) + " senders in one chat, one listens";
    }
}
