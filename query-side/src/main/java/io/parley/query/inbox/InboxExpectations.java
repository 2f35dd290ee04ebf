package io.parley.query.inbox;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.shared.chat.ChatId;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.inbox.FindInbox.Expected;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Unavailable;
import java.util.List;
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
    void require(FindInbox query, List<MemberChat> found) {
        if (query.expected().isEmpty()) {
            return;
        }
        Map<ChatId, MemberChat> byId =
                found.stream().collect(Collectors.toMap(in -> in.chat().chatId(), Function.identity()));
        for (Expected expected : query.expected()) {
            MemberChat in = byId.get(expected.chatId());
            boolean met = in == null ? hasLeft(expected, query.userId()) : shows(in, expected);
            if (!met) {
                throw ChatAccess.lagging();
            }
        }
    }

    private static boolean shows(MemberChat in, Expected expected) {
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
