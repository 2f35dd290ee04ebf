package io.parley.shared.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.shared.Ids;
import io.parley.shared.chat.ChatId;
import java.util.regex.Pattern;

/** A message: its chat and its seq in one opaque word, so that neither the write side nor a view needs an index from id to place. */
public record MessageId(@JsonValue String value) {
    private static final Pattern SEQ = Pattern.compile("0|[1-9][0-9]{0,17}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {
        Ids.checked("messageId", value);
    }

    public static MessageId at(ChatId chatId, long seq) {
        return new MessageId(chatId.value() + "." + seq);
    }

    /** The seq of this message in {@code chatId}, or -1 where it is no message id of that chat. */
    public long seqIn(ChatId chatId) {
        String prefix = chatId.value() + ".";
        if (!value.startsWith(prefix)) {
            return -1;
        }
        String seq = value.substring(prefix.length());
        return SEQ.matcher(seq).matches() ? Long.parseLong(seq) : -1;
    }

    /** The bare value: Axon takes it for the aggregate identifier and the routing key. */
    @Override
    public String toString() {
        return value;
    }
}
