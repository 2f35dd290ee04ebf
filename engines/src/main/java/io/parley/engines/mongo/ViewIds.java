package io.parley.engines.mongo;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;

/**
 * The grammar of the views' {@code _id}s. A colon is in neither alphabet of ids and numbers are padded with zeros, so
 * that the order of the bytes is the order of the numbers and everything of one chat or user is one range.
 */
public final class ViewIds {
    /** Seqs that share one document of marks per member. */
    public static final int MARK_BUCKET = 256;

    private static final int SEQ_DIGITS = 12;
    private static final int BUCKET_DIGITS = 10;
    private static final int POSITION_DIGITS = 19;

    private ViewIds() {}

    public static String timeline(ChatId chatId, long seq) {
        return numbered(chatId.value(), seq, SEQ_DIGITS);
    }

    public static String member(ChatId chatId, UserId userId) {
        return chatId + ":" + userId;
    }

    public static String membership(UserId userId, ChatId chatId) {
        return userId + ":" + chatId;
    }

    public static String marks(ChatId chatId, long bucket, UserId userId) {
        return marksPrefix(chatId, bucket) + userId;
    }

    /** Begins the ids of the marks of every member in one bucket. */
    public static String marksPrefix(ChatId chatId, long bucket) {
        return numbered(chatId.value(), bucket, BUCKET_DIGITS).concat(":");
    }

    /** @param position of the event among all events */
    public static String letter(String chatId, long position) {
        return numbered(chatId, position, POSITION_DIGITS);
    }

    /** A letter that was taken from a tail; its place among all events is not known, but all of them come after letters. */
    public static String letterFromTail(String stream, long seq) {
        return head(stream) + ":r:" + numbered(stream.substring(head(stream).length()), seq, SEQ_DIGITS);
    }

    /** The tail of a stream: after all letters of its chat, that of the timeline before those of marks. */
    public static String letterTail(String stream) {
        return lettersEnd(head(stream)) + stream.substring(head(stream).length());
    }

    /** From here on the ids of a chat's letters are those of tails. */
    public static String lettersEnd(String chatId) {
        return chatId + ":t";
    }

    /** Begins the ids of everything that belongs to the chat or user with this id. */
    public static String prefix(String owner) {
        return owner + ":";
    }

    /** The first id beyond all that begin with {@code prefix}. */
    public static String beyond(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    /** What comes before the first colon: the chat of anything that is a chat's, also of the stream of its marks. */
    public static String head(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    /** What follows the last colon: the user of a member or of marks, the chat of a membership. */
    public static String tail(String id) {
        return id.substring(id.lastIndexOf(':') + 1);
    }

    public static long bucket(long seq) {
        return seq / MARK_BUCKET;
    }

    public static long lastSeqOf(long bucket) {
        return (bucket + 1) * MARK_BUCKET - 1;
    }

    private static String numbered(String owner, long number, int digits) {
        return padded(
                        new StringBuilder(owner.length() + 1 + digits)
                                .append(owner)
                                .append(':'),
                        number,
                        digits)
                .toString();
    }

    private static StringBuilder padded(StringBuilder id, long number, int digits) {
        String text = Long.toString(number);
        for (int missing = digits - text.length(); missing > 0; missing--) {
            id.append('0');
        }
        return id.append(text);
    }
}
