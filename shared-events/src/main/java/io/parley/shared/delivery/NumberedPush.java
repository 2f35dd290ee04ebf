package io.parley.shared.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message on a node's topic: a number, dense per node, a colon, then a {@link NodeBatch} in CBOR. A number that is
 * left out tells the node that a push was lost.
 *
 * @param batch the batch in CBOR
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never written to.
public record NumberedPush(long number, byte[] batch) {
    /**
     * Counts and publishes in one step. Keys: the node's counter, its topic; argument: the batch. Answers how many
     * listened, or {@link #NO_SUCH_NODE}.
     */
    public static final String PUBLISH = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
            local number = redis.call('INCR', KEYS[1])
            return redis.call('PUBLISH', KEYS[2], string.format('%.0f:', number) .. ARGV[1])
            """;

    /**
     * The same for any number of pushes, in their order. Keys: of each push the node's counter and its topic; arguments:
     * the batches. Answers which pushes went nowhere, counted from 1, because their node is no more.
     */
    public static final String PUBLISH_ALL = """
            local gone = {}
            for i = 1, #ARGV do
              if redis.call('EXISTS', KEYS[2 * i - 1]) == 0 then
                gone[#gone + 1] = i
              else
                local number = redis.call('INCR', KEYS[2 * i - 1])
                redis.call('PUBLISH', KEYS[2 * i], string.format('%.0f:', number) .. ARGV[i])
              end
            end
            return gone
            """;

    public static final long NO_SUCH_NODE = -1;

    private static final int LONGEST_NUMBER = 19;

    /** @throws IllegalArgumentException for what is no such message */
    public static NumberedPush read(byte[] message) {
        int colon = 0;
        while (colon < message.length && message[colon] != ':') {
            colon++;
        }
        if (colon == 0 || colon > LONGEST_NUMBER || colon == message.length) {
            throw new IllegalArgumentException("A push does not begin with its number.");
        }
        long number = Long.parseLong(new String(message, 0, colon, StandardCharsets.US_ASCII));
        return new NumberedPush(number, Arrays.copyOfRange(message, colon + 1, message.length));
    }
}
