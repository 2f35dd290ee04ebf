package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.edge.wire.Encoded;
import io.parley.shared.timeline.CaughtUpEnvelope;
import io.parley.shared.timeline.GapEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * One envelope on a stream.
 *
 * @param receipt of a RECEIPT, its mark
 * @param resume of a CAUGHT_UP, and of a RECEIPT that ends a page of them: where receipts go on
 */
record Item(
        Kind kind,
        Encoded envelope,
        @Nullable LiveReceipt receipt,
        @Nullable Resume resume) {
    enum Kind {
        TIMELINE,
        GAP,
        RECEIPT,
        CAUGHT_UP
    }

    /** Stands in the row of ready items where the first catch-up ends. */
    static final Item END_OF_CATCH_UP = new Item(Kind.CAUGHT_UP, new Encoded(new byte[0]), null, null);

    static Item timeline(Encoded envelope) {
        return new Item(Kind.TIMELINE, envelope, null, null);
    }

    static Item gap(GapEnvelope gap) {
        return new Item(Kind.GAP, Encoded.of(gap), null, null);
    }

    static Item receipt(LiveReceipt receipt, @Nullable Resume resume) {
        return new Item(Kind.RECEIPT, receipt.envelope(), receipt, resume);
    }

    static Item caughtUp(int chats, Resume resume) {
        return new Item(Kind.CAUGHT_UP, Encoded.of(new CaughtUpEnvelope(chats, resume.text())), null, resume);
    }
}
