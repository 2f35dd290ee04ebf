package io.parley.check;

import io.parley.check.device.Truth;
import io.parley.client.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The chats that a run begins with: one of all, groups of several sizes, and direct ones round the table. */
final class Founding {
    record Chat(String founder, String name, ObjectNode request) {}

    private Founding() {}

    static List<Chat> chats(CheckSettings settings) {
        int users = settings.users();
        List<Chat> chats = new ArrayList<>();
        int first = 0;
        for (int size = users; size >= 3; size /= 2) {
            chats.add(group(settings, first, size));
            chats.add(group(settings, first + users / 2, size));
            first += size;
        }
        Map<String, Chat> direct = new LinkedHashMap<>();
        IntStream.range(0, users).forEach(user -> {
            Chat chat = direct(settings.userId(user), settings.userId((user + 1) % users));
            direct.putIfAbsent(chat.name(), chat);
        });
        chats.addAll(direct.values());
        return chats;
    }

    private static Chat group(CheckSettings settings, int first, int size) {
        String founder = settings.userId(first % settings.users());
        String clientChatId = "of-" + size + "-from-" + first;
        ObjectNode request = Json.object()
                .put("kind", "GROUP")
                .put("title", "Group " + clientChatId)
                .put("clientChatId", clientChatId);
        ArrayNode members = request.putArray("members");
        IntStream.range(first, first + size).forEach(user -> members.add(settings.userId(user % settings.users())));
        return new Chat(founder, "the group " + clientChatId + " of " + founder, request);
    }

    private static Chat direct(String founder, String other) {
        ObjectNode request = Json.object().put("kind", "DIRECT");
        request.putArray("members").add(other);
        return new Chat(founder, Truth.nameOfDirect(founder, other), request);
    }
}
