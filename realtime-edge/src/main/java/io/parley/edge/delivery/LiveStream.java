package io.parley.edge.delivery;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import java.util.concurrent.Executor;

/**
 * A device's stream, as the hub sees it. The hub calls these on its one thread, but for what it pushes: envelopes and
 * receipts come on the stream's own, in their order, and later than what is said of the same chat otherwise.
 */
public interface LiveStream {
    UserId userId();

    /** Where it is handed what is pushed; the same for streams that share a thread. */
    Executor loop();

    /** The user became a member with the event at {@code seq}, which follows. */
    void joined(ChatId chatId, long seq);

    void live(ChatId chatId, long seq, Encoded envelope);

    /** The chat has at least this head, whether its envelopes came or not. */
    void known(ChatId chatId, long head);

    void receipt(LiveReceipt receipt);

    /**
     * Pushes may have been lost: look for chats that this stream does not follow yet, and for receipts.
     *
     * @param done to be run when that is over, even where it failed, on any thread
     */
    void recheck(Runnable done);

    /** The server stops. */
    void goAway();

    /** It failed at what it was told, and that is in the log: what it holds may be half changed. */
    void broken();

    /** Called about once a second, to end what nobody reads. */
    void tick(long nowMillis);
}
