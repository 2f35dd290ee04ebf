package io.parley.edge.timeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.delivery.LocalHub;
import io.parley.edge.session.Crowd;
import io.parley.edge.session.EdgeProperties;
import io.parley.edge.session.Outlet;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.RecentChats;
import io.parley.edge.view.ViewClient;
import io.parley.edge.view.ViewsOfOneChat;
import io.parley.edge.wire.Format;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Production streams of the members of one chat, all caught up, each of a device that takes whatever comes. */
final class LocalStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalHub node;
    private final Device[] devices;

    LocalStreams(ChatId chat, int count) {
        Clock clock = Clock.systemUTC();
        KnownHeads heads = new KnownHeads();
        ViewClient views = ViewsOfOneChat.of(chat, count);
        this.node = new LocalHub(views, heads, clock);
        this.devices = new Device[count];
        Events events = new Events(new StreamSources(
                node.hub(),
                views,
                heads,
                new RecentChats(),
                new RecentPages(clock),
                new StreamMeters(new SimpleMeterRegistry()),
                new EdgeProperties(Set.of(), 1, PATIENCE, PATIENCE, PATIENCE),
                new Crowd(),
                clock));
        for (int i = 0; i < count; i++) {
            devices[i] = open(events, chat, new UserId("member-" + i));
        }
    }

    private static Device open(Events events, ChatId chat, UserId user) {
        Device device = new Device();
        // It holds the chat's only event already.
        EventsRequest request = new EventsRequest(Map.of(chat.value(), 0L), null, null);
        events.stream(user, Outlet.OPEN, request.checked()).subscribe(device);
        device.caughtUp.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return device;
    }

    void received(Delivery delivery) {
        node.received(delivery);
    }

    /** @param each how many envelopes every device must have */
    long requireAllSent(long each) {
        long bytes = 0;
        for (Device device : devices) {
            if (device.envelopes != each) {
                throw new IllegalStateException("A stream sent " + device.envelopes + " of " + each + " envelopes");
            }
            bytes += device.bytes;
        }
        return bytes;
    }

    @Override
    public void close() {
        for (Device device : devices) {
            device.cancel();
        }
    }

    private static final class Device extends BaseSubscriber<Item> {
        private final CompletableFuture<@Nullable Void> caughtUp = new CompletableFuture<>();
        private long envelopes;
        private long bytes;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            requestUnbounded();
        }

        @Override
        protected void hookOnNext(Item item) {
            if (item.kind() == Item.Kind.CAUGHT_UP) {
                caughtUp.complete(null);
            } else {
                envelopes++;
                bytes += item.envelope().as(Format.JSON).length;
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            caughtUp.completeExceptionally(error);
        }
    }
}
