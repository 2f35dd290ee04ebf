package io.parley.shared.chat;

import io.parley.shared.member.Role;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A chat began; always seq 0.
 *
 * @param members all founding members, the creator first
 */
@Revision("1")
public record ChatCreated(
        ChatId chatId,
        ChatKind kind,
        UserId creator,
        List<UserId> members,
        @Nullable String title,
        boolean encrypted,
        boolean historyVisible,
        Instant at)
        implements ChatEvent {
    /** The role with which a founding member begins. */
    public Role foundingRole(UserId member) {
        return kind == ChatKind.GROUP && member.equals(creator) ? Role.OWNER : Role.MEMBER;
    }
}
