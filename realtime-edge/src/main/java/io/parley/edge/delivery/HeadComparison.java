package io.parley.edge.delivery;

import io.parley.edge.view.ViewClient;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.FindHeads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks views and router for the heads of chats: whoever lost a push finds out here. */
@Component
class HeadComparison {
    private static final int CHATS_AT_ONCE = 500;

    private final ViewClient views;
    private final Registry registry;
    private final AtomicBoolean askingViews = new AtomicBoolean();
    private final AtomicBoolean askingRouter = new AtomicBoolean();

    HeadComparison(ViewClient views, Registry registry) {
        this.views = views;
        this.registry = registry;
    }

    /** Each of the two is skipped while it is still being asked: one that is away must not hold up the other. */
    void heads(List<ChatId> chats, Consumer<Map<ChatId, Long>> found) {
        ask(askingViews, chats, this::inViews, found);
        ask(askingRouter, chats, this::atRouter, found);
    }

    /** Once it does not answer, the rest is left for the next time. */
    private static void ask(
            AtomicBoolean asking,
            List<ChatId> chats,
            Function<List<ChatId>, Mono<Map<ChatId, Long>>> heads,
            Consumer<Map<ChatId, Long>> found) {
        if (chats.isEmpty() || !asking.compareAndSet(false, true)) {
            return;
        }
        Flux.fromIterable(chats)
                .buffer(CHATS_AT_ONCE)
                .concatMap(heads)
                .doFinally(end -> asking.set(false))
                .subscribe(found, error -> {});
    }

    private Mono<Map<ChatId, Long>> inViews(List<ChatId> chats) {
        return views.once(new FindHeads(chats), FindHeads.Heads.class).map(HeadComparison::byChat);
    }

    private Mono<Map<ChatId, Long>> atRouter(List<ChatId> chats) {
        return Mono.fromFuture(() -> registry.heads(chats));
    }

    private static Map<ChatId, Long> byChat(FindHeads.Heads heads) {
        Map<ChatId, Long> byChat = new HashMap<>();
        heads.heads().forEach(head -> byChat.put(head.chatId(), head.headSeq()));
        return byChat;
    }
}
