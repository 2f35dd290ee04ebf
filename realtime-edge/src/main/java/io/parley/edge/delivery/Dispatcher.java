package io.parley.edge.delivery;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.member.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands deliveries to the streams that want them. Touched by the hub's thread only. */
final class Dispatcher {
    private static final int MOST_UNWANTED = 5_000;

    private final Routes routes;
    private final Registrations registrations;
    private final KnownHeads heads;
    private final Set<ChatId> unwanted = new HashSet<>();

    Dispatcher(Routes routes, Registrations registrations, KnownHeads heads) {
        this.routes = routes;
        this.registrations = registrations;
        this.heads = heads;
    }

    void dispatch(Delivery delivery) {
        Delivery.Mark mark = delivery.mark();
        if (mark != null) {
            receipt(delivery, mark);
        } else if (delivery.seq() >= 0) {
            timeline(delivery);
        }
    }

    private void timeline(Delivery delivery) {
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
        chat.streams().forEach(stream -> stream.live(delivery.chatId(), delivery.seq(), envelope));
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
            stream.joined(delivery.chatId(), delivery.seq());
        }
        // The router has entered this node for the chat; entering again outlasts a removal under way.
        registrations.enter(List.of(chat), chat::tellHead);
    }

    private void receipt(Delivery delivery, Delivery.Mark mark) {
        ChatRoute chat = routes.knownChat(delivery.chatId());
        if (chat == null) {
            unwanted(delivery.chatId());
            return;
        }
        LiveReceipt.Key key = new LiveReceipt.Key(delivery.chatId(), mark.userId(), mark.type());
        LiveReceipt receipt = new LiveReceipt(key, mark.upTo(), mark.at(), new Encoded(delivery.envelope()));
        for (LiveStream stream : chat.streams()) {
            if (chat.isSmall() || stream.userId().equals(mark.userId())) {
                stream.receipt(receipt);
            }
        }
    }
}
