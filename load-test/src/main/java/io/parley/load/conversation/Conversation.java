package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.measure.Measurements;
import io.parley.load.measure.MessageNumbers;
import io.parley.load.measure.Timing;
import io.parley.load.wire.EventLoop;
import java.util.List;

/**
 * Who talks to whom, connected and live: message {@code number} is sent by sender {@code number % senders} to chat {@code
 * number % chats}.
 */
public final class Conversation {
    private final List<String> chatIds;
    private final List<Sender> senders;
    private final List<EventLoop> loops;
    private final Audience audience;
    private final Running running;

    /**
     * A conversation that may be measured, once or more.
     *
     * @param senders by number; as many as the chats, or a multiple of that
     */
    Conversation(List<String> chatIds, List<Sender> senders, Audience audience, Running running) {
        this.chatIds = List.copyOf(chatIds);
        this.senders = List.copyOf(senders);
        this.loops = senders.stream().map(Sender::loop).distinct().toList();
        this.audience = audience;
        this.running = running;
    }

    /** From now on everything is told to these. */
    Measurements observe(Timing timing, MessageNumbers numbers) {
        Measurements measurements = new Measurements(timing, numbers, audience);
        running.set(measurements);
        return measurements;
    }

    int senderCount() {
        return senders.size();
    }

    Sender sender(long number) {
        return senders.get((int) (number % senders.size()));
    }

    List<EventLoop> loops() {
        return loops;
    }

    String chatId(int chat) {
        return chatIds.get(chat);
    }

    List<String> chatIds() {
        return chatIds;
    }

    int chatCount() {
        return chatIds.size();
    }
}
