package io.parley.edge.delivery;

import io.parley.edge.problem.Answers;
import io.parley.edge.view.ViewClient;
import io.parley.shared.chat.ChatId;
import io.parley.shared.timeline.FindHeads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Asks views and router for the heads of chats: whoever lost a push finds out here. */
@Component
class HeadComparison {
    private final HeadSource views;
    private final HeadSource router;

    HeadComparison(ViewClient views, Registry registry) {
        this.views = new HeadSource(
                chats -> views.once(new FindHeads(chats), FindHeads.Heads.class).map(HeadComparison::byChat));
        this.router = new HeadSource(chats -> Answers.of(() -> registry.heads(chats)));
    }

    /** Each of the two at its own pace: one that is away must not hold up the other. */
    void heads(List<ChatId> chats, Consumer<Map<ChatId, Long>> found) {
        views.ask(chats, found);
        router.ask(chats, found);
    }

    private static Map<ChatId, Long> byChat(FindHeads.Heads heads) {
        Map<ChatId, Long> byChat = new HashMap<>();
        heads.heads().forEach(head -> byChat.put(head.chatId(), head.headSeq()));
        return byChat;
    }
}
