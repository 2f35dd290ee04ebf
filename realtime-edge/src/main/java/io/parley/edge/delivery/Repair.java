package io.parley.edge.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.edge.session.DeviceConnections;
import io.parley.shared.chat.ChatId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds and fills what pushes left out: compares all chats of this node with their heads, and lets streams look for chats
 * and receipts that they know nothing of. A view may lag behind what was lost, so this is done again a little later.
 * Touched by the hub's thread only.
 */
final class Repair {
    private static final int[] AGAIN_AFTER_MILLIS = {2_000, 10_000};
    private static final int ON_ITS_WAY_MILLIS = 1_000;
    private static final int AWAY_TICKS_BETWEEN_RECHECKS = 5;

    private final Loop loop;
    private final Routes routes;
    private final Registrations registrations;
    private final Arrivals arrivals;
    private final HeadComparison comparison;
    private final Rechecks rechecks;
    private final DeviceConnections connections;
    private final MeterRegistry meters;
    private boolean soon;
    private int later;
    private int ticksAway;

    Repair(
            Loop loop,
            Routes routes,
            Registrations registrations,
            Arrivals arrivals,
            HeadComparison comparison,
            DeviceConnections connections,
            MeterRegistry meters) {
        this.loop = loop;
        this.routes = routes;
        this.registrations = registrations;
        this.arrivals = arrivals;
        this.comparison = comparison;
        this.connections = connections;
        this.rechecks = new Rechecks(loop);
        this.meters = meters;
    }

    void because(Cause cause) {
        meters.counter("parley.delivery.repairs", "cause", cause.name().toLowerCase(Locale.ROOT))
                .increment();
        if (cause.entersAgain()) {
            enterAgain();
        } else {
            now();
        }
    }

    private void enterAgain() {
        List<Route> all = routes.forgetRegistrations();
        registrations.beginEra(arrivals.beginEra(), all, () -> {
            // What was routed before this node was entered shows in the head that was read after it.
            all.forEach(Route::tellHead);
            now();
        });
        connections.claimAgain();
    }

    /** Many causes at once are one repair. */
    private void now() {
        if (!soon) {
            soon = true;
            loop.execute(() -> {
                soon = false;
                lookAround();
                again();
            });
        }
    }

    private void again() {
        later++;
        int mine = later;
        for (int millis : AGAIN_AFTER_MILLIS) {
            loop.after(millis, () -> {
                // A newer repair looks again by itself.
                if (mine == later) {
                    lookAround();
                }
            });
        }
    }

    private void lookAround() {
        compare();
        recheck();
    }

    private void recheck() {
        routes.users().forEach(user -> user.streams().forEach(rechecks::add));
        rechecks.proceed();
    }

    void forget(LiveStream stream) {
        rechecks.forget(stream);
    }

    /** Once a second while no push can come. */
    void whileAway() {
        compare();
        if (ticksAway++ % AWAY_TICKS_BETWEEN_RECHECKS == 0) {
            recheck();
        }
    }

    /** Every now and then, without a cause: what was only on its way has come before the streams hear of it. */
    void compareAtLeisure() {
        compare(heads -> loop.after(ON_ITS_WAY_MILLIS, () -> heads.forEach(this::raise)));
    }

    private void compare() {
        compare(heads -> loop.execute(() -> heads.forEach(this::raise)));
    }

    private void compare(Consumer<Map<ChatId, Long>> found) {
        List<ChatId> chats = routes.chats().stream().map(ChatRoute::chatId).toList();
        comparison.heads(chats, found);
    }

    private void raise(ChatId chatId, long head) {
        ChatRoute chat = routes.knownChat(chatId);
        if (chat != null) {
            chat.seen(head);
            chat.tellHead();
        }
    }
}
