package io.parley.edge.timeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.delivery.DeliveryHub;
import io.parley.edge.session.Crowd;
import io.parley.edge.session.EdgeProperties;
import io.parley.edge.session.Outlet;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.RecentChats;
import io.parley.edge.view.ViewClient;
import io.parley.edge.wire.Format;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import tools.jackson.databind.JsonNode;

/** Production streams that a test opens without a socket. */
public final class SimulatedStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Events events;

    public SimulatedStreams(DeliveryHub hub, ViewClient views, KnownHeads heads, Clock clock) {
        events = new Events(new StreamSources(
                hub,
                views,
                heads,
                new RecentChats(),
                new RecentPages(clock),
                new StreamMeters(new SimpleMeterRegistry()),
                new EdgeProperties(Set.of(), 2, PATIENCE, PATIENCE, PATIENCE),
                new Crowd(),
                clock));
    }

    /** Opens one that sends nothing until it is asked to. */
    public Subscription open(
            UserId user, Map<String, Long> cursors, Consumer<JsonNode> envelopes, Consumer<Throwable> failure) {
        Device device = new Device(envelopes, failure);
        events.stream(user, Outlet.OPEN, new EventsRequest(Map.copyOf(cursors), 10_000L, null).checked())
                .subscribe(device);
        return device;
    }

    private static final class Device implements CoreSubscriber<Item>, Subscription {
        private final Consumer<JsonNode> envelopes;
        private final Consumer<Throwable> failure;
        private Subscription stream;
        private boolean closed;

        Device(Consumer<JsonNode> envelopes, Consumer<Throwable> failure) {
            this.envelopes = envelopes;
            this.failure = failure;
            this.stream = this;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            stream = subscription;
        }

        @Override
        public void onNext(Item item) {
            if (!closed) {
                envelopes.accept(ParleyJson.mapper().readTree(item.envelope().as(Format.JSON)));
            }
        }

        @Override
        public void onError(Throwable error) {
            failure.accept(error);
        }

        @Override
        public void onComplete() {
            failure.accept(new IllegalStateException("the stream completed"));
        }

        @Override
        public void request(long count) {
            stream.request(count);
        }

        @Override
        public void cancel() {
            closed = true;
            stream.cancel();
        }
    }
}
