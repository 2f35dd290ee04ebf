package io.parley.system.schedule;

import io.parley.edge.delivery.SimulatedEdge;
import io.parley.edge.session.NodeId;
import io.parley.edge.timeline.SimulatedStreams;
import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.SimulatedViewClient;
import io.parley.edge.view.ViewClient;
import io.parley.projection.delivery.SimulatedRouter;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.Envelope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.ObjectWriter;

/** One run of edge, router and devices, in the order that a seed gives. */
final class Schedule {
    private static final int CHATS = 8;
    private static final int ACTIONS = 60;
    private static final ObjectWriter JSON = ParleyJson.mapper().writerFor(Envelope.class);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH.plusSeconds(1_000_000), ZoneOffset.UTC);
    private static final List<UserId> MEMBERS = List.of(new UserId("ann"), new UserId("ben"));

    private final Random random;
    private final Plan plan;
    private final VirtualTimeScheduler time;
    private final Steps steps;
    private final Steps.Lane topic;
    private final SimulatedRedis redis;
    private final SimulatedViews views;
    private final SimulatedEdge edge;
    private final SimulatedRouter router;
    private final List<FollowedDevice> devices = new ArrayList<>();
    private final Map<ChatId, Long> stored = new LinkedHashMap<>();
    private final Deque<Delivery> unrouted = new ArrayDeque<>();
    private boolean routing;

    private Schedule(long seed, Plan plan, VirtualTimeScheduler time) {
        this.random = new Random(seed);
        this.plan = plan;
        this.time = time;
        this.steps = new Steps(random);
        this.topic = steps.lane();
        this.redis = new SimulatedRedis(steps, this::published);
        this.views = new SimulatedViews(steps, plan.pagesWait());
        ViewClient client = SimulatedViewClient.on(views.gateway());
        KnownHeads heads = new KnownHeads();
        this.edge = new SimulatedEdge(
                steps.lane(), redis.client(plan.edge(), false), new NodeId("node"), client, heads, CLOCK);
        this.router = new SimulatedRouter(redis.client(plan.router(), true));
        SimulatedStreams streams = new SimulatedStreams(edge.hub(), client, heads, CLOCK);
        MEMBERS.forEach(user -> devices.add(new FollowedDevice(user, streams)));
    }

    /** What is wrong at its end, or null. */
    static @Nullable String run(long seed, Plan plan) {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        VirtualTimeScheduler.set(time);
        try {
            return new Schedule(seed, plan, time).run();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    private @Nullable String run() {
        edge.resubscribed();
        if (plan.losses()) {
            edge.beacon();
        }
        finishSteps();
        for (int chat = random.nextInt(CHATS); chat >= 0; chat--) {
            beginEarlier();
        }
        List.copyOf(stored.keySet()).forEach(this::maybeSend);
        for (int action = random.nextInt(ACTIONS); action >= 0; action--) {
            act();
            for (int step = random.nextInt(6); step > 0; step--) {
                steps.next();
            }
        }
        settle();
        return devices.stream()
                .map(device -> device.verdict(stored))
                .filter(wrong -> wrong != null)
                .findFirst()
                .orElse(null);
    }

    private void act() {
        switch (random.nextInt(plan.losses() ? 13 : 10)) {
            case 0 -> maybeSend(any());
            case 1 -> create();
            case 2, 3 -> project(any());
            case 4, 5, 6 -> route();
            case 7 -> device().request(1 + random.nextInt(4));
            case 8 -> time.advanceTimeBy(Duration.ofMillis(random.nextBoolean() ? 20 : 300));
            case 9 -> reopen(device());
            case 10, 11 -> edge.beacon();
            default -> fault();
        }
    }

    private void fault() {
        switch (random.nextInt(8)) {
            case 0 -> redis.forgetEverything();
            case 1 -> redis.restart();
            case 2 -> {
                topic.clear();
                edge.resubscribed();
            }
            default -> topic.clear();
        }
    }

    private void maybeSend(ChatId chat) {
        if (random.nextBoolean()) {
            append(chat, List.of());
        }
    }

    private void create() {
        if (stored.size() < CHATS) {
            append(new ChatId("chat" + stored.size()), MEMBERS);
        }
    }

    /** A chat of which the router has long had its part, and that no stream follows yet. */
    private void beginEarlier() {
        create();
        unrouted.clear();
    }

    private void append(ChatId chat, List<UserId> joined) {
        long seq = stored.merge(chat, 0L, (head, zero) -> head + 1);
        byte[] envelope = JSON.writeValueAsBytes(SimulatedViews.envelope(chat, seq));
        unrouted.add(Delivery.timeline(chat, seq, envelope, joined));
    }

    private void project(ChatId chat) {
        long head = stored.getOrDefault(chat, -1L);
        views.project(chat, random.nextBoolean() ? head : Math.min(head, views.head(chat) + 1));
    }

    /** The router waits for Redis, while all else goes on: its next batch is not begun before. */
    private void route() {
        if (routing || unrouted.isEmpty()) {
            return;
        }
        routing = true;
        List<Delivery> batch = new ArrayList<>();
        for (int size = 1 + random.nextInt(3); size > 0 && !unrouted.isEmpty(); size--) {
            batch.add(unrouted.remove());
        }
        router.route(batch);
        routing = false;
    }

    private void published(byte[] message) {
        topic.execute(() -> edge.received(message));
    }

    private void reopen(FollowedDevice device) {
        Map<ChatId, Long> shown = new HashMap<>();
        stored.keySet().forEach(chat -> shown.put(chat, views.head(chat)));
        device.reopen(shown);
    }

    private FollowedDevice device() {
        return devices.get(random.nextInt(devices.size()));
    }

    private ChatId any() {
        return List.copyOf(stored.keySet()).get(random.nextInt(stored.size()));
    }

    /**
     * Nobody sends any more, and everyone does their part. Where something was lost, beacons find it and nothing else; the
     * views have caught up by the time of the last look after a loss.
     */
    private void settle() {
        devices.stream().filter(FollowedDevice::isClosed).forEach(this::reopen);
        devices.forEach(device -> device.request(Long.MAX_VALUE));
        while (!unrouted.isEmpty()) {
            route();
        }
        stored.forEach(views::project);
        for (int round = 0; round < 24 && !isComplete(); round++) {
            finishSteps();
            if (plan.losses()) {
                edge.beacon();
                finishSteps();
                edge.timers();
            }
            time.advanceTimeBy(Duration.ofMillis(500));
        }
        finishSteps();
    }

    private boolean isComplete() {
        return devices.stream().allMatch(device -> device.isComplete(stored));
    }

    private void finishSteps() {
        int taken = 0;
        while (steps.next()) {
            if (++taken > 100_000) {
                throw new IllegalStateException("The steps find no end.");
            }
        }
    }
}
