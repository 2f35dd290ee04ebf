package io.parley.load.conversation;

import io.parley.client.Json;
import io.parley.load.wire.Refused;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Creates chats, in as many calls as their members take. */
public final class ChatCreation {
    private static final int IDS_A_CALL = 1000;

    private ChatCreation() {}

    public static Mono<String> direct(Wire creator, String other) {
        return create(creator, "DIRECT", List.of(other));
    }

    /** A group of the creator and these others. */
    public static Mono<String> group(Wire creator, List<String> others) {
        int first = Math.min(IDS_A_CALL, others.size());
        return create(creator, "GROUP", others.subList(0, first))
                .flatMap(chatId -> Flux.fromIterable(others.subList(first, others.size()))
                        .buffer(IDS_A_CALL)
                        .concatMap(more -> add(creator, chatId, more))
                        .then(Mono.just(chatId)));
    }

    private static Mono<String> create(Wire creator, String kind, List<String> members) {
        ObjectNode request = Json.object().put("kind", kind);
        members.forEach(request.putArray("members")::add);
        return creator.request(Route.CHAT_CREATE, bytes(request))
                .map(answer -> Json.read(answer).path("chatId").asString());
    }

    private static Mono<Void> add(Wire creator, String chatId, List<String> members) {
        ObjectNode request = Json.object().put("chatId", chatId);
        members.forEach(request.putArray("userIds")::add);
        return creator.request(Route.MEMBERS_ADD, bytes(request))
                .onErrorMap(ChatCreation::isNotServed, ChatCreation::notServed)
                .then();
    }

    private static boolean isNotServed(Throwable error) {
        return error instanceof Refused refused && refused.code().equals("NOT_FOUND");
    }

    private static Throwable notServed(Throwable error) {
        return new IllegalStateException(
                "a chat is created with at most 1,000 others, and this server does not serve chat.members.add yet, which"
                        + " would add more; measure with --members 1001 at most",
                error);
    }

    private static byte[] bytes(ObjectNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }
}
