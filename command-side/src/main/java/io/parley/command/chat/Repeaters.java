package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.SendMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Who has lately repeated a send that its chat had forgotten. That is found out by a transaction which fails, and with
 * it the chat leaves the cache; whoever repeats one such send mostly repeats more of them. Bounded in number and in time.
 */
final class Repeaters {
    static final int KEPT = 10_000;
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Clock clock;
    /** Until when, the longest ago first. */
    private final LinkedHashMap<Repeater, Instant> remembered = new LinkedHashMap<>();

    private record Repeater(ChatId chatId, UserId sender) {
        static Repeater of(SendMessage command) {
            return new Repeater(command.chatId(), command.sender());
        }
    }

    Repeaters(Clock clock) {
        this.clock = clock;
    }

    synchronized void remember(SendMessage repeat) {
        Repeater repeater = Repeater.of(repeat);
        remembered.remove(repeater);
        remembered.put(repeater, clock.instant().plus(REMEMBERED));
        if (remembered.size() > KEPT) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }

    /** Whether the sender of this is one of them, in this chat. */
    synchronized boolean include(SendMessage command) {
        Instant until = remembered.get(Repeater.of(command));
        return until != null && clock.instant().isBefore(until);
    }

    synchronized int size() {
        return remembered.size();
    }
}
