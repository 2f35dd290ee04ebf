package io.parley.query.inbox;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.inbox.FindInbox.Expected;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Unavailable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Users find their own writes: as long as the views lag behind one of them, there is no answer. */
@Component
class InboxExpectations {
    private final ChatViews chats;

    InboxExpectations(ChatViews chats) {
        this.chats = chats;
    }

    /** Passes where what was found shows all that is expected, else refuses with {@link Unavailable}. */
    void require(FindInbox query, Inbox found) {
        if (query.expected().isEmpty()) {
            return;
        }
        Map<ChatId, InboxEntry> byId = byId(found);
        for (Expected expected : query.expected()) {
            InboxEntry in = byId.get(expected.chatId());
            boolean met = in == null ? hasLeft(expected, query.userId()) : shows(in, expected);
            if (!met) {
                throw ChatAccess.lagging();
            }
        }
    }

    /** Whether this tells, without another look at the views. */
    static boolean areMetBy(Inbox inbox, FindInbox query) {
        if (query.expected().isEmpty()) {
            return true;
        }
        Map<ChatId, InboxEntry> byId = byId(inbox);
        return query.expected().stream().allMatch(expected -> {
            InboxEntry in = byId.get(expected.chatId());
            return in != null && shows(in, expected);
        });
    }

    private static Map<ChatId, InboxEntry> byId(Inbox inbox) {
        return inbox.entries().stream()
                .collect(Collectors.toMap(entry -> entry.chat().chatId(), Function.identity()));
    }

    private static boolean shows(InboxEntry in, Expected expected) {
        return in.chat().headSeq() >= expected.headSeq() && in.member().hasRead(expected.readSeq());
    }

    /** A chat's members are written before its head: who is not there then is no member any more. */
    private boolean hasLeft(Expected expected, UserId userId) {
        Optional<ChatView> chat = chats.chat(expected.chatId());
        long needed = Math.max(expected.headSeq(), expected.readSeq());
        return chat.filter(found -> found.headSeq() >= needed).isPresent()
                && chats.member(expected.chatId(), userId).isEmpty();
    }
}
