package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param members the first {@link #MEMBERS_SHOWN} of {@code memberCount} founding members, the creator first */
@JsonTypeName("CHAT_CREATED")
public record ChatCreatedEnvelope(
        ChatId chatId,
        long seq,
        Instant at,
        UserId from,
        ChatKind kind,
        @Nullable String title,
        boolean encrypted,
        List<UserId> members,
        int memberCount)
        implements TimelineEnvelope {
    public static final int MEMBERS_SHOWN = 100;

    public static ChatCreatedEnvelope of(ChatCreated event, long seq) {
        List<UserId> shown = event.members().stream().limit(MEMBERS_SHOWN).toList();
        return new ChatCreatedEnvelope(
                event.chatId(),
                seq,
                event.at(),
                event.creator(),
                event.kind(),
                event.title(),
                event.encrypted(),
                shown,
                event.members().size());
    }
}
