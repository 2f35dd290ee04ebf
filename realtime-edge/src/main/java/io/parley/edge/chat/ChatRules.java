package io.parley.edge.chat;

import static io.parley.edge.wire.Fields.required;

import io.parley.edge.wire.Fields;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatLimits;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.TooLarge;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** From a request to the command, or to the refusal that names the field. */
final class ChatRules {
    private ChatRules() {}

    static CreateChat command(UserId creator, CreateChatRequest request, RandomGenerator randomness) {
        ChatKind kind = required("kind", request.kind());
        List<UserId> members =
                Fields.distinct("members", required("members", request.members()), ChatLimits.USERS_PER_COMMAND);
        checkTitle(request.title());
        return new CreateChat(
                chatId(kind, creator, members, request.clientChatId(), randomness),
                kind,
                creator,
                members,
                request.title(),
                Boolean.TRUE.equals(request.encrypted()),
                Boolean.TRUE.equals(request.historyVisible()));
    }

    /** Whether the id follows from the request, so that the chat may be there already. */
    static boolean isNamed(CreateChatRequest request) {
        return request.kind() == ChatKind.DIRECT || request.clientChatId() != null;
    }

    private static ChatId chatId(
            ChatKind kind,
            UserId creator,
            List<UserId> members,
            @Nullable String clientChatId,
            RandomGenerator randomness) {
        if (kind == ChatKind.DIRECT) {
            return ChatId.direct(creator, other(creator, members));
        }
        if (clientChatId == null) {
            return ChatId.random(randomness);
        }
        int bytes = Fields.utf8Bytes("clientChatId", clientChatId);
        if (bytes == 0 || clientChatId.length() > ChatLimits.CLIENT_CHAT_ID_CHARACTERS) {
            throw new Invalid(
                    "clientChatId", "A clientChatId has 1 to " + ChatLimits.CLIENT_CHAT_ID_CHARACTERS + " characters.");
        }
        return ChatId.group(creator, clientChatId);
    }

    private static UserId other(UserId creator, List<UserId> members) {
        List<UserId> others =
                members.stream().filter(member -> !member.equals(creator)).toList();
        if (others.size() != 1) {
            throw new Invalid("members", "A DIRECT chat has exactly one other user.");
        }
        return others.get(0);
    }

    private static void checkTitle(@Nullable String title) {
        if (title == null) {
            return;
        }
        Fields.utf8Bytes("title", title);
        if (title.codePointCount(0, title.length()) > ChatLimits.TITLE_CODE_POINTS) {
            throw new TooLarge("title", "A title has at most " + ChatLimits.TITLE_CODE_POINTS + " characters.");
        }
    }
}
