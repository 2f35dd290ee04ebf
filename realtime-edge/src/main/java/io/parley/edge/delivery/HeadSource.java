package io.parley.edge.delivery;

import io.parley.shared.chat.ChatId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One that knows the heads of chats; asked for some at a time, and once more for what is asked for meanwhile. */
final class HeadSource {
    private static final int CHATS_AT_ONCE = 500;

    private final Function<List<ChatId>, Mono<Map<ChatId, Long>>> heads;
    private boolean asking;
    private @Nullable Runnable next;

    HeadSource(Function<List<ChatId>, Mono<Map<ChatId, Long>>> heads) {
        this.heads = heads;
    }

    void ask(List<ChatId> chats, Consumer<Map<ChatId, Long>> found) {
        synchronized (this) {
            if (asking) {
                // The answer that is under way may be older than what made the caller ask.
                next = () -> ask(chats, found);
                return;
            }
            if (chats.isEmpty()) {
                return;
            }
            asking = true;
        }
        // Once it does not answer, the rest is left for the next time.
        Flux.fromIterable(chats)
                .buffer(CHATS_AT_ONCE)
                .concatMap(this::asked)
                .doFinally(end -> goOn())
                .subscribe(some -> HubThread.guarded(() -> found.accept(some)).run(), error -> {});
    }

    /** What Reactor takes for fatal would end without {@code doFinally}, and nobody would ever be asked again. */
    private Mono<Map<ChatId, Long>> asked(List<ChatId> chats) {
        try {
            return heads.apply(chats);
        } catch (Error e) {
            HubThread.failed(e);
            return Mono.error(new IllegalStateException("The heads of chats could not be asked for", e));
        }
    }

    private void goOn() {
        Runnable again;
        synchronized (this) {
            asking = false;
            again = next;
            next = null;
        }
        if (again != null) {
            again.run();
        }
    }
}
