package io.parley.edge.timeline;

import io.parley.edge.problem.Refused;
import io.parley.edge.session.Outlet;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.FindMemberships.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Joins the chats of one stream: entered with the hub, then looked up, so that nothing falls between. */
final class StreamChats {
    /** What a cursor costs in memory, nearly: all that a request may have find room on a connection that holds nothing else. */
    static final int CURSOR = 64;

    private final EventStream stream;
    private final UserId userId;
    private final Outlet outlet;
    private final StreamSources sources;
    private volatile EventsRequest.Checked request;
    /** Held of the connection's memory for its cursors; guarded by this. */
    private int held;

    private boolean ended;
    private volatile boolean begun;

    StreamChats(
            EventStream stream, UserId userId, Outlet outlet, StreamSources sources, EventsRequest.Checked request) {
        this.stream = stream;
        this.userId = userId;
        this.outlet = outlet;
        this.sources = sources;
        this.request = request;
    }

    void open() {
        if (!holdCursors()) {
            stream.fail(Refused.overrun("This connection holds too much already for so many cursors; read it first."));
            return;
        }
        sources.hub().open(stream, () -> {
            if (hasEnded()) {
                leaveAll(List.of());
            } else {
                stream.run(sources.memberships(userId), this::begin);
            }
        });
    }

    private void begin(List<Membership> memberships) {
        sources.hub().join(stream, memberships, routed -> {
            if (hasEnded()) {
                leaveAll(routed.keySet());
                return;
            }
            List<DeviceStream.Start> starts = new ArrayList<>(memberships.size());
            memberships.forEach(membership -> starts.add(start(membership, routed)));
            request = request.without(memberships);
            holdFewerCursors();
            stream.change(state -> state.begin(starts));
            begun = true;
            lookAgain(0);
        });
    }

    private void lookAgain(int looks) {
        if (looks < StreamSources.LOOK_AGAIN.size()) {
            Duration pause = StreamSources.LOOK_AGAIN.get(looks);
            stream.run(Mono.delay(pause), due -> findNew(() -> lookAgain(looks + 1)));
        }
    }

    private DeviceStream.Start start(Membership membership, Map<ChatId, Long> routed) {
        ChatId chatId = membership.chatId();
        long head = Math.max(membership.headSeq(), sources.heads().of(chatId));
        long known = Math.max(head, routed.getOrDefault(chatId, -1L));
        return new DeviceStream.Start(chatId, next(chatId, membership.firstSeq()), head, known);
    }

    /** The first seq to send of a chat of which the user may see {@code firstSeq}: the device may hold that already. */
    long next(ChatId chatId, long firstSeq) {
        return request.next(chatId, firstSeq);
    }

    /**
     * As a rule there is nothing new, which the ids alone tell. Before the stream has begun there is nothing to find: its
     * beginning looks for all chats, and knows its limit.
     *
     * @param done run when that is over, even where it failed
     */
    void findNew(Runnable done) {
        if (!begun) {
            done.run();
            return;
        }
        Mono<List<Membership>> found = sources.chats(userId)
                .flatMap(chats ->
                        chats.stream().allMatch(stream::follows) ? Mono.just(List.of()) : sources.memberships(userId));
        stream.run(found.doFinally(end -> done.run()), memberships -> {
            List<Membership> missing = memberships.stream()
                    .filter(membership -> !stream.follows(membership.chatId()))
                    .toList();
            if (!missing.isEmpty()) {
                join(missing);
            }
        });
    }

    private void join(List<Membership> missing) {
        sources.hub().join(stream, missing, routed -> {
            if (hasEnded()) {
                leaveAll(routed.keySet());
            } else {
                missing.forEach(membership -> join(start(membership, routed)));
                stream.change(DeviceStream::receiptsMayBeMissing);
            }
        });
    }

    private void join(DeviceStream.Start start) {
        stream.change(state -> state.join(start.chatId(), start.next(), start.known()));
    }

    void end() {
        synchronized (this) {
            ended = true;
            outlet.release(held);
            held = 0;
        }
        leaveAll(List.of());
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /** @param more chats that the hub brought together with this stream too late for it to follow them */
    private void leaveAll(Collection<ChatId> more) {
        sources.hub().close(stream, () -> {
            List<ChatId> all = new ArrayList<>(stream.chats());
            all.addAll(more);
            return all;
        });
    }

    private synchronized boolean holdCursors() {
        int bytes = request.cursors().size() * CURSOR;
        if (ended || !outlet.holdMore(bytes)) {
            return ended;
        }
        held = bytes;
        return true;
    }

    private synchronized void holdFewerCursors() {
        if (!ended) {
            int bytes = request.cursors().size() * CURSOR;
            outlet.release(held - bytes);
            held = bytes;
        }
    }
}
