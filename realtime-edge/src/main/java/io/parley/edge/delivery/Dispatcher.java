package io.parley.edge.delivery;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.wire.Encoded;
import io.parley.edge.wire.Format;
import io.parley.shared.delivery.Delivery;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.Envelope;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.util.List;

/** Hands deliveries to the streams that want them. Touched by the hub's thread only. */
final class Dispatcher {
    private final Routes routes;
    private final Registrations registrations;
    private final KnownHeads heads;

    Dispatcher(Routes routes, Registrations registrations, KnownHeads heads) {
        this.routes = routes;
        this.registrations = registrations;
        this.heads = heads;
    }

    void dispatch(Delivery delivery) {
        Encoded envelope = new Encoded(delivery.envelope());
        if (delivery.receiptOf() != null) {
            receipt(delivery, delivery.receiptOf(), envelope);
        } else if (delivery.seq() >= 0) {
            timeline(delivery, envelope);
        }
    }

    private void timeline(Delivery delivery, Encoded envelope) {
        heads.seen(delivery.chatId(), delivery.seq());
        delivery.joined().forEach(userId -> join(userId, delivery));
        ChatRoute chat = routes.knownChat(delivery.chatId());
        if (chat != null) {
            chat.seen(delivery.seq());
            chat.streams().forEach(stream -> stream.live(delivery.chatId(), delivery.seq(), envelope));
        }
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

    private void receipt(Delivery delivery, UserId whose, Encoded envelope) {
        ChatRoute chat = routes.knownChat(delivery.chatId());
        if (chat == null || !(read(envelope) instanceof ReceiptEnvelope mark)) {
            return;
        }
        LiveReceipt receipt = LiveReceipt.of(mark, envelope);
        for (LiveStream stream : chat.streams()) {
            if (chat.isSmall() || stream.userId().equals(whose)) {
                stream.receipt(receipt);
            }
        }
    }

    private static Envelope read(Encoded envelope) {
        return Format.JSON.read(envelope.as(Format.JSON), Envelope.class);
    }
}
