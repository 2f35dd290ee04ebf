package io.parley.edge.timeline;

import io.parley.edge.session.Hold;
import io.parley.edge.session.Outlet;
import io.parley.shared.member.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;

/**
 * Reads the views for one stream: when its connection has memory for a page, and then when it is this stream's turn on
 * this node.
 */
final class StreamReads {
    /** A page of content and what is around it, or one of the largest envelopes, or nearly all pages of marks. */
    private static final int PAGE = 208 * 1024;

    private final EventStream stream;
    private final UserId userId;
    private final Outlet outlet;
    private final StreamSources sources;
    private final PageReader pages;
    private final Set<Consumer<Hold>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    StreamReads(EventStream stream, UserId userId, Outlet outlet, StreamSources sources) {
        this.stream = stream;
        this.userId = userId;
        this.outlet = outlet;
        this.sources = sources;
        this.pages = new PageReader(userId, sources, gone -> sources.hub().leave(stream, gone));
    }

    void page(PageRead read, boolean live) {
        whenThereIsRoom(hold -> take(hold, pages.read(read, live)));
    }

    void marks(MarksRead read, boolean live) {
        whenThereIsRoom(hold -> take(hold, sources.marks(userId, stream.chats(), read, live)));
    }

    private void whenThereIsRoom(Consumer<Hold> read) {
        Consumer<Hold> begin = new Consumer<>() {
            @Override
            public void accept(Hold hold) {
                waiting.remove(this);
                if (ended) {
                    hold.end();
                } else {
                    read.accept(hold);
                }
            }
        };
        waiting.add(begin);
        outlet.whenRoomFor(PAGE, begin);
        if (ended) {
            outlet.forget(begin);
        }
    }

    private void take(Hold hold, Mono<ToIntFunction<DeviceStream>> read) {
        stream.run(
                read.doFinally(end -> hold.end()), page -> stream.change(state -> hold.leave(page.applyAsInt(state))));
    }

    void end() {
        ended = true;
        waiting.forEach(outlet::forget);
    }
}
