package io.parley.check.history;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes on a stream, as far as the rules look at it. */
public sealed interface Envelope {
    /**
     * One of the timeline.
     *
     * @param at the server's time of it
     * @param added the users that it makes members: for a creation its founders
     * @param digest of all its fields, so that two copies can be compared without keeping them
     */
    record Entry(
            String chatId,
            long seq,
            String type,
            String from,
            String at,
            @Nullable String messageId,
            @Nullable String clientMsgId,
            Set<String> added,
            Set<String> removed,
            String digest)
            implements Envelope {
        public boolean isMessage() {
            return type.equals("MESSAGE");
        }

        @Override
        public String toString() {
            String message = clientMsgId == null ? "" : ", clientMsgId " + clientMsgId;
            return type + " at seq " + seq + " of chat " + chatId + " (from " + from + message + ")";
        }
    }

    /** How far a user has confirmed a chat. */
    record Mark(String chatId, String userId, MarkType type, long upTo) implements Envelope {}

    /** An announced hole, both ends inclusive. */
    record Gap(String chatId, long from, long to) implements Envelope {}

    /** The border between replay and live. */
    record CaughtUp(@Nullable String resume) implements Envelope {}

    /** Anything else, which clients skip. */
    record Other(String type) implements Envelope {}
}
