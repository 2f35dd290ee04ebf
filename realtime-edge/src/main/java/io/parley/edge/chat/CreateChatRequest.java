package io.parley.edge.chat;

import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code chat.create}.
 *
 * @param members for DIRECT exactly one other user; for GROUP any others; oneself may be named or not
 * @param title at most 200 code points
 * @param encrypted true for a chat that takes ciphertext only
 * @param historyVisible whether later members see the timeline from its beginning
 * @param clientChatId the client's own name for a GROUP: creating it again answers the same chat
 */
public record CreateChatRequest(
        @Nullable ChatKind kind,
        @Nullable List<UserId> members,
        @Nullable String title,
        @Nullable Boolean encrypted,
        @Nullable Boolean historyVisible,
        @Nullable String clientChatId) {}
