package io.parley.edge.timeline;

import io.parley.edge.delivery.DeliveryHub;
import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.problem.FaultLog;
import io.parley.edge.problem.Problems;
import io.parley.edge.session.Crowd;
import io.parley.edge.session.EdgeProperties;
import io.parley.edge.session.Turns;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.RecentChats;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindMemberships;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** What all streams of this node draw from. */
@Component
final class StreamSources {
    /**
     * A chat may have been joined just before the stream opened, with the view behind it: pauses between the looks for it,
     * the last ones for views that are far behind.
     */
    static final List<Duration> LOOK_AGAIN =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(50));

    private static final Logger LOG = LoggerFactory.getLogger(StreamSources.class);
    /** About every 15 seconds. */
    private static final long REPORTED = 30;

    /** Between two tries to read marks. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final FaultLog FAULTS = new FaultLog(
            LOG,
            Schedulers.parallel(),
            "The views did not answer a stream, which asks again.",
            "looks of streams failed");

    /** A few of a crowd have come by then, and none of them notices. */
    private static final Duration SOON = Duration.ofMillis(30);
    /** For what nobody waits for. */
    private static final Duration LATER = Duration.ofMillis(250);

    private static final Duration VIEW_LAGS = Duration.ofSeconds(2);
    private static final Retry UNTIL_THERE = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(10))
            .maxBackoff(Duration.ofMillis(500))
            .jitter(0.2)
            .filter(Problems::isTransient)
            .doBeforeRetry(StreamSources::report);

    /** What a stream reads, the last step first: who is almost there does not wait for those who have just come. */
    enum Step {
        MARKS(0),
        PAGE(1),
        MEMBERSHIPS(2);

        private final int line;

        Step(int line) {
            this.line = line;
        }
    }

    private final DeliveryHub hub;
    private final ViewClient views;
    private final KnownHeads heads;
    private final RecentChats recent;
    private final RecentPages pages;
    private final StreamMeters meters;
    private final Clock clock;
    private final Duration trustViewsAfter;
    /**
     * Devices that come back all at once read the views in turn, and so do those that are behind, in a line of their
     * own: to fill what a live device missed does not wait for a storm to pass.
     */
    private final Turns catchingUp;

    private final Turns behind;
    private final SharedReads<UserId, List<FindMemberships.Membership>> memberships;
    private final SharedReads<UserId, List<ChatId>> chats;
    private final SharedReads<FindMarks.Question, FindMarks.Page> marks;
    private final SharedReads<FindMarks.Question, FindMarks.Page> marksOfLive;

    StreamSources(
            DeliveryHub hub,
            ViewClient views,
            KnownHeads heads,
            RecentChats recent,
            RecentPages pages,
            StreamMeters meters,
            EdgeProperties properties,
            Crowd crowd,
            Clock clock) {
        this.hub = hub;
        this.views = views;
        this.heads = heads;
        this.recent = recent;
        this.pages = pages;
        this.meters = meters;
        this.clock = clock;
        this.trustViewsAfter = properties.trustViewsAfter();
        this.catchingUp = new Turns(properties.readsAtOnce(), Step.values().length);
        this.behind = new Turns(properties.readsAtOnce(), Step.values().length);
        meters.waiting(catchingUp, behind);
        crowd.watch(catchingUp::waiting);
        this.memberships = shared(Step.MEMBERSHIPS, false, this::membershipsOf, SOON);
        this.chats = shared(Step.MEMBERSHIPS, false, this::chatsOf, LATER);
        this.marks = shared(Step.MARKS, false, this::marksOf, SOON);
        this.marksOfLive = shared(Step.MARKS, true, this::marksOf, SOON);
    }

    private <Q, A> SharedReads<Q, A> shared(
            Step step, boolean live, Function<List<Q>, Mono<List<A>>> read, Duration apart) {
        return new SharedReads<>(reads -> inTurn(step, live, reads), read, apart, Schedulers.parallel());
    }

    private Mono<List<List<FindMemberships.Membership>>> membershipsOf(List<UserId> userIds) {
        return views.once(new FindMemberships(userIds), FindMemberships.Memberships.class)
                .map(FindMemberships.Memberships::ofEach);
    }

    private Mono<List<List<ChatId>>> chatsOf(List<UserId> userIds) {
        return views.once(new FindChats(userIds), FindChats.Chats.class).map(FindChats.Chats::ofEach);
    }

    private Mono<List<FindMarks.Page>> marksOf(List<FindMarks.Question> questions) {
        return views.once(new FindMarks(questions), FindMarks.Marks.class).map(FindMarks.Marks::pages);
    }

    private static void report(Retry.RetrySignal retry) {
        if (retry.totalRetriesInARow() % REPORTED == REPORTED - 1) {
            LOG.warn("A stream has been waiting for the views for {} tries.", REPORTED, retry.failure());
        }
    }

    DeliveryHub hub() {
        return hub;
    }

    ViewClient views() {
        return views;
    }

    RecentPages pages() {
        return pages;
    }

    StreamMeters meters() {
        return meters;
    }

    /**
     * A read of the views, when it is its turn.
     *
     * @param live whether the stream has caught up once
     */
    <T> Mono<T> inTurn(Step step, boolean live, Mono<T> read) {
        return (live ? behind : catchingUp).inTurn(step.line, read);
    }

    Instant now() {
        return clock.instant();
    }

    /** How long a view may stand still below what is known before nothing waits for that any more. */
    Duration trustViewsAfter() {
        return trustViewsAfter;
    }

    KnownHeads heads() {
        return heads;
    }

    /** The user's chats, as soon as the view shows those that this node has just opened. */
    Mono<List<FindMemberships.Membership>> memberships(UserId userId) {
        return Mono.defer(() -> {
            Instant waitUntil = clock.instant().plus(VIEW_LAGS);
            return memberships
                    .read(userId)
                    .flatMap(found -> complete(found, idsOf(found), userId, waitUntil))
                    .retryWhen(UNTIL_THERE);
        });
    }

    private static List<ChatId> idsOf(List<FindMemberships.Membership> found) {
        return found.stream().map(FindMemberships.Membership::chatId).toList();
    }

    /** The ids of the user's chats, as soon as the view shows those that this node has just opened: one read, not three. */
    Mono<List<ChatId>> chats(UserId userId) {
        return Mono.defer(() -> {
            Instant waitUntil = clock.instant().plus(VIEW_LAGS);
            return chats.read(userId)
                    .flatMap(found -> complete(found, found, userId, waitUntil))
                    .retryWhen(UNTIL_THERE);
        });
    }

    private <T> Mono<T> complete(T found, List<ChatId> chats, UserId userId, Instant waitUntil) {
        return recent.areAllAmong(chats, userId) || clock.instant().isAfter(waitUntil)
                ? Mono.just(found)
                : Mono.error(new Unavailable("The view of this user's chats lags.", 0));
    }

    /**
     * What the page means for the stream, of the chats that it follows. Where the views are away it means that the page
     * comes later, after a pause: what is held for it goes to others between the tries.
     */
    Mono<ToIntFunction<DeviceStream>> marks(UserId userId, Collection<ChatId> followed, MarksRead read, boolean live) {
        List<ChatId> some = chatsAfter(followed, read.after());
        FindMarks.Question question = new FindMarks.Question(userId, read.since(), some);
        return Mono.defer(() -> {
                    Instant next = clock.instant().minus(Resume.MARGIN);
                    return (live ? marksOfLive : marks).read(question).map(found -> page(found, some, next));
                })
                .<ToIntFunction<DeviceStream>>map(page -> stream -> stream.marks(page))
                .onErrorResume(Problems::isTransient, StreamSources::marksLater);
    }

    private static Mono<ToIntFunction<DeviceStream>> marksLater(Throwable failure) {
        FAULTS.report(failure);
        return Mono.delay(PAUSE).thenReturn(DeviceStream::marksLater);
    }

    /** So many as are looked at for one page. */
    private static List<ChatId> chatsAfter(Collection<ChatId> followed, @Nullable ChatId after) {
        return followed.stream()
                .filter(chat -> after == null || chat.value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(ChatId::value))
                .limit(FindMarks.CHATS)
                .toList();
    }

    private static MarksPage page(FindMarks.Page found, List<ChatId> asked, Instant since) {
        boolean full = asked.size() == FindMarks.CHATS;
        ChatId next = found.last() == null && full ? asked.get(asked.size() - 1) : found.last();
        List<LiveReceipt> receipts = found.receipts().stream()
                .map(receipt -> LiveReceipt.of(receipt, Encoded.of(receipt)))
                .toList();
        return new MarksPage(receipts, next, since);
    }
}
