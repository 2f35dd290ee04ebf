package io.parley.edge.timeline;

import io.parley.edge.problem.Problems;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.TimelineEnvelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Reads the pages of one stream, and waits where the view is not yet as far as what was pushed. */
final class PageReader {
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private static final int REPORTED = 100;
    private static final Logger LOG = LoggerFactory.getLogger(PageReader.class);

    private final UserId userId;
    private final StreamSources sources;
    private final Consumer<ChatId> gone;
    private final LaggingChats lagging;
    private int fruitless;

    /** @param gone told of chats of which the user is no member any more */
    PageReader(UserId userId, StreamSources sources, Consumer<ChatId> gone) {
        this.gone = gone;
        this.userId = userId;
        this.sources = sources;
        this.lagging = new LaggingChats(sources.trustViewsAfter());
    }

    /**
     * What the page means for the stream, and how much of it the stream then holds. Never fails for a view that lags or is
     * away: then it comes later. What was pushed is stored, so the view will have it. Only what it does not show though it
     * answers for long is not waited for any more: it is told to the stream once a view has it.
     */
    Mono<ToIntFunction<DeviceStream>> read(PageRead read, boolean live) {
        RecentPages.Page recent = sources.pages().find(read);
        if (recent != null) {
            return Mono.just(taken(read, recent));
        }
        return asked(read, read.next(), live).onErrorResume(error -> failed(read, live, error));
    }

    /** @param atLeast what the view has to have, or it refuses */
    private Mono<ToIntFunction<DeviceStream>> asked(PageRead read, long atLeast, boolean live) {
        FindHistory query =
                new FindHistory(userId, read.chatId(), null, read.next() - 1, read.limit(), atLeast, read.bytes());
        return sources.inTurn(StreamSources.Step.PAGE, live, Mono.defer(() -> foundOrAsked(read, query)))
                .flatMap(Supplier::get);
    }

    /** While it waited for its turn, another member of the chat may have read the same. */
    private Mono<Supplier<Mono<ToIntFunction<DeviceStream>>>> foundOrAsked(PageRead read, FindHistory query) {
        RecentPages.Page recent = sources.pages().find(read);
        return recent == null
                ? sources.views().once(query, FindHistory.Page.class).map(page -> () -> answered(read, page))
                : Mono.just(() -> Mono.just(taken(read, recent)));
    }

    private Mono<ToIntFunction<DeviceStream>> answered(PageRead read, FindHistory.Page page) {
        List<PageEntry> entries = entries(page.items(), read.bytes());
        boolean more = page.more() || entries.size() < page.items().size();
        if (!entries.isEmpty() || page.headSeq() >= read.known()) {
            sources.meters().pageRead();
            RecentPages.Page found = new RecentPages.Page(entries, more, page.headSeq());
            sources.pages().keep(read, found);
            return Mono.just(taken(read, found));
        }
        if (lagging.haveStood(read.chatId(), read.next(), page.headSeq(), sources.now())) {
            LOG.warn("The view of a chat ends at {}, while {} is known from elsewhere.", page.headSeq(), read.known());
            return Mono.just(stream -> stream.trusted(read.chatId(), page.headSeq()));
        }
        return later(read);
    }

    private ToIntFunction<DeviceStream> taken(PageRead read, RecentPages.Page page) {
        fruitless = 0;
        lagging.forget(read.chatId());
        return stream -> stream.page(read.chatId(), page.entries(), page.more(), page.head());
    }

    /** No more than was asked for: the views count bytes a little otherwise, and memory is held for so much. */
    private static List<PageEntry> entries(List<TimelineEnvelope> items, int bytes) {
        List<PageEntry> entries = new ArrayList<>();
        int size = 0;
        for (TimelineEnvelope item : items) {
            Encoded envelope = Encoded.of(item);
            size += envelope.size();
            if (size > bytes && !entries.isEmpty()) {
                break;
            }
            entries.add(new PageEntry(item.seq(), envelope));
        }
        return entries;
    }

    private Mono<ToIntFunction<DeviceStream>> failed(PageRead read, boolean live, Throwable error) {
        if (Problems.isTransient(error)) {
            return lagging.areToBeAsked(read.chatId(), read.next(), sources.now())
                    ? asked(read, -1, live).onErrorResume(failure -> away(read))
                    : later(read);
        }
        lagging.forget(read.chatId());
        ErrorCode code = Problems.of(error).code();
        if (code == ErrorCode.NOT_A_MEMBER || code == ErrorCode.NOT_FOUND) {
            fruitless = 0;
            gone.accept(read.chatId());
            return Mono.just(stream -> {
                stream.drop(read.chatId());
                return 0;
            });
        }
        return Mono.error(error);
    }

    private Mono<ToIntFunction<DeviceStream>> away(PageRead read) {
        lagging.forget(read.chatId());
        return later(read);
    }

    private Mono<ToIntFunction<DeviceStream>> later(PageRead read) {
        if (fruitless % REPORTED == REPORTED - 1) {
            LOG.warn("A stream has been waiting for a page of the timeline view for {} tries.", fruitless + 1);
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(fruitless++, 10));
        ToIntFunction<DeviceStream> nothing = stream -> stream.page(read.chatId(), List.of(), true, -1);
        return Mono.delay(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)
                .thenReturn(nothing);
    }
}
