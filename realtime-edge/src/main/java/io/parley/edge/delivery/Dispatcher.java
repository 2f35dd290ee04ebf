package io.parley.edge.delivery;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.member.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Finds the streams that want a delivery, and sends it their way. Touched by the hub's thread only. */
final class Dispatcher {
    private static final int MOST_UNWANTED = 5_000;

    private final Routes routes;
    private final Registrations registrations;
    private final KnownHeads heads;
    private final Set<ChatId> unwanted = new HashSet<>();
    private final Map<Executor, Lane> lanes = new HashMap<>();

    Dispatcher(Routes routes, Registrations registrations, KnownHeads heads) {
        this.routes = routes;
        this.registrations = registrations;
        this.heads = heads;
    }

    /** @param batch that the delivery is of */
    void dispatch(Delivery delivery, UnderWay batch) {
        Delivery.Mark mark = delivery.mark();
        if (mark != null) {
            receipt(delivery, mark, batch);
        } else if (delivery.seq() >= 0) {
            timeline(delivery, batch);
        }
    }

    private void timeline(Delivery delivery, UnderWay batch) {
        heads.seen(delivery.chatId(), delivery.seq());
        delivery.joined().forEach(userId -> join(userId, delivery));
        ChatRoute chat = routes.knownChat(delivery.chatId());
        if (chat == null) {
            unwanted(delivery.chatId());
            return;
        }
        chat.seen(delivery.seq());
        if (delivery.envelope().length == 0) {
            chat.tellHead();
            return;
        }
        Encoded envelope = new Encoded(delivery.envelope());
        push(chat, batch, stream -> stream.live(delivery.chatId(), delivery.seq(), envelope));
    }

    private void push(Route route, UnderWay batch, Consumer<LiveStream> action) {
        route.byLoop().forEach((loop, streams) -> {
            batch.partBegins();
            try {
                lanes.computeIfAbsent(loop, Lane::new).add(new Lane.Push(streams, action, batch::partIsOver));
            } catch (Throwable e) {
                // The lane has not got it, and will never say that it is over.
                batch.partIsOver();
                throw e;
            }
        });
    }

    /** Redis has kept an entry that this node had taken back. */
    private void unwanted(ChatId chatId) {
        if (unwanted.size() < MOST_UNWANTED) {
            unwanted.add(chatId);
        }
    }

    /** Chats that came though no stream of this node wants them. */
    List<ChatRoute> takeUnwanted() {
        List<ChatRoute> taken = unwanted.stream()
                .filter(chatId -> routes.knownChat(chatId) == null)
                .map(ChatRoute::new)
                .toList();
        unwanted.clear();
        return taken;
    }

    private void join(UserId userId, Delivery delivery) {
        UserRoute user = routes.knownUser(userId);
        if (user == null || user.streams().isEmpty()) {
            return;
        }
        ChatRoute chat = routes.chat(delivery.chatId());
        chat.members(delivery.joined().size());
        for (LiveStream stream : user.streams()) {
            chat.add(stream);
            Streams.tell(stream, it -> it.joined(delivery.chatId(), delivery.seq()));
        }
        // The router has entered this node for the chat; entering again outlasts a removal under way.
        registrations.enter(List.of(chat), chat::tellHead);
    }

    private void receipt(Delivery delivery, Delivery.Mark mark, UnderWay batch) {
        ChatRoute chat = routes.knownChat(delivery.chatId());
        if (chat == null) {
            unwanted(delivery.chatId());
            return;
        }
        LiveReceipt.Key key = new LiveReceipt.Key(delivery.chatId(), mark.userId(), mark.type());
        LiveReceipt receipt = new LiveReceipt(key, mark.upTo(), mark.at(), new Encoded(delivery.envelope()));
        Route route = chat.isSmall() ? chat : routes.knownUser(mark.userId());
        if (route != null) {
            push(route, batch, stream -> stream.receipt(receipt));
        }
    }
}
