package io.parley.command.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Where the newest sends of a chat stand, by a 64-bit hash of sender and clientMsgId. A hit is a hint, to be confirmed
 * from the stream; bounded, so that a chat's memory does not grow with its age.
 */
final class RecentSends {
    static final int KEPT = 512;

    private final LinkedHashMap<Long, Long> seqs;

    RecentSends() {
        this(Map.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    RecentSends(Map<Long, Long> seqs) {
        this.seqs = new LinkedHashMap<>(seqs);
    }

    @JsonValue
    Map<Long, Long> seqs() {
        return seqs;
    }

    OptionalLong seqOf(UserId sender, ClientMessageId id) {
        Long seq = seqs.get(hash(sender, id));
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    void remember(UserId sender, ClientMessageId id, long seq) {
        seqs.put(hash(sender, id), seq);
        if (seqs.size() > KEPT) {
            seqs.remove(seqs.keySet().iterator().next());
        }
    }

    private static long hash(UserId sender, ClientMessageId id) {
        UUID uuid = id.uuid();
        long mixed = uuid.getMostSignificantBits() * 0x9E3779B97F4A7C15L + uuid.getLeastSignificantBits();
        return (mixed ^ (mixed >>> 32)) * 0x9E3779B97F4A7C15L + sender.value().hashCode();
    }
}
