package io.parley.load.measure;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Who should get what: message {@code number} goes to chat {@code number % chats}, and to each stream of that chat. */
public final class Audience {
    private final int chats;
    private final int[] chatOfStream;

    private Audience(int chats, List<Integer> chatOfStream) {
        this.chats = chats;
        this.chatOfStream = chatOfStream.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One chat that all these streams are watched for. */
    public static Audience ofOneChat(int streams) {
        return new Audience(1, Collections.nCopies(streams, 0));
    }

    /** As many chats as streams, each watched for its own. */
    public static Audience ofPairs(int pairs) {
        return new Audience(pairs, IntStream.range(0, pairs).boxed().toList());
    }

    /** Chats to which nobody listens. */
    public static Audience ofNobody(int chats) {
        return new Audience(chats, List.of());
    }

    int chats() {
        return chats;
    }

    int chatOf(long number) {
        return (int) (number % chats);
    }

    /** Which of its chat's messages that is. */
    int placeOf(long number) {
        return Math.toIntExact(number / chats);
    }

    int streams() {
        return chatOfStream.length;
    }

    int chatOfStream(int stream) {
        return chatOfStream[stream];
    }

    /** How many streams get each message. */
    int streamsPerChat() {
        return chatOfStream.length / chats;
    }
}
