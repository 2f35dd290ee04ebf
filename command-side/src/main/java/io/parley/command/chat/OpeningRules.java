package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatLimits;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.TooLarge;
import java.util.LinkedHashSet;
import java.util.List;

/** Which chats may be opened. */
final class OpeningRules {
    private OpeningRules() {}

    /** The founding members, each once, the creator first. */
    static List<UserId> foundingMembers(CreateChat command) {
        LinkedHashSet<UserId> members = new LinkedHashSet<>();
        members.add(command.creator());
        members.addAll(command.members());
        List<UserId> founding = List.copyOf(members);
        checkSize(command);
        if (command.kind() == ChatKind.DIRECT) {
            checkDirect(command, founding);
        }
        checkTitle(command);
        return founding;
    }

    private static void checkSize(CreateChat command) {
        if (command.members().size() > ChatLimits.USERS_PER_COMMAND) {
            throw new TooLarge("members", "At most " + ChatLimits.USERS_PER_COMMAND + " user ids go into one request.");
        }
    }

    private static void checkDirect(CreateChat command, List<UserId> founding) {
        if (founding.size() != 2) {
            throw new Invalid("members", "A DIRECT chat has exactly one other user.");
        }
        if (!command.chatId().equals(ChatId.direct(founding.get(0), founding.get(1)))) {
            throw new Invalid("chatId", "This is not the id of the DIRECT chat between these two users.");
        }
    }

    private static void checkTitle(CreateChat command) {
        String title = command.title();
        if (title != null && title.codePointCount(0, title.length()) > ChatLimits.TITLE_CODE_POINTS) {
            throw new TooLarge("title", "A title has at most " + ChatLimits.TITLE_CODE_POINTS + " characters.");
        }
    }
}
