package io.parley.check.rule;

import io.parley.check.history.Creation;
import io.parley.check.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A direct chat exists once for its two users, a group once for its creator and clientChatId. */
final class ChatsExistOnce implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, String> chats = new HashMap<>();
        for (Creation creation : history.creations()) {
            String first = chats.putIfAbsent(creation.name(), creation.chatId());
            if (first != null && !first.equals(creation.chatId())) {
                broken.add(
                        "Creating " + creation.name() + " answered chat " + first + " and chat " + creation.chatId());
            }
        }
        return broken;
    }
}
