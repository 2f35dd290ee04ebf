package io.parley.check.device;

import io.parley.check.history.Creation;
import io.parley.client.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates chats; like messages, each creation is tried until it is answered, and some once more. */
final class Creator {
    private final World world;
    private final String userId;
    private final String device;
    private @Nullable ObjectNode pending;
    private String name = "";
    private long numbers;

    Creator(World world, String userId, String device) {
        this.world = world;
        this.userId = userId;
        this.device = device;
    }

    boolean isPending() {
        return pending != null;
    }

    void creates(Session session, double dial) {
        if (world.mayCreateAnotherChat()) {
            SplittableRandom random = world.dice().of(device + " creates", numbers++);
            if (dial < 0.4) {
                direct(others(random, 1).iterator().next());
            } else {
                group(others(random, 1 + random.nextInt(6)));
            }
            retries(session);
        }
    }

    void retries(Session session) {
        ObjectNode request = pending;
        if (request != null) {
            Optional<String> chatId = ask(world, userId, session, name, request);
            if (chatId.isPresent()) {
                pending = null;
                ask(world, userId, session, name, request);
            }
        }
    }

    /** Asks for a chat and notes which one it is; empty where no answer came. */
    static Optional<String> ask(World world, String userId, Session session, String name, ObjectNode request) {
        Optional<String> chatId = Answers.value(session.ask("chat.create", request))
                .map(answer -> answer.path("chatId").asString(""));
        chatId.ifPresent(id -> world.recorder().created(new Creation(userId, name, id)));
        return chatId;
    }

    static String nameOfDirect(String one, String other) {
        return "the direct chat of " + String.join(" and ", new TreeSet<>(List.of(one, other)));
    }

    private void direct(String other) {
        ObjectNode request = Json.object().put("kind", "DIRECT");
        request.putArray("members").add(other);
        pending = request;
        name = nameOfDirect(userId, other);
    }

    private void group(Set<String> members) {
        String clientChatId = device + "-" + numbers;
        ObjectNode request = Json.object()
                .put("kind", "GROUP")
                .put("title", "Group " + clientChatId)
                .put("clientChatId", clientChatId);
        ArrayNode named = request.putArray("members");
        members.forEach(named::add);
        pending = request;
        name = "the group " + clientChatId + " of " + userId;
    }

    private Set<String> others(SplittableRandom random, int count) {
        List<String> users = world.users();
        Set<String> others = new TreeSet<>();
        while (others.size() < Math.min(count, users.size() - 1)) {
            String other = users.get(random.nextInt(users.size()));
            if (!other.equals(userId)) {
                others.add(other);
            }
        }
        return others;
    }
}
