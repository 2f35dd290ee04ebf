package io.parley.load.conversation;

import io.parley.client.Json;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Chats that were filled.
 *
 * @param run whose users wrote them
 * @param messages acknowledged in all of them
 * @param highestSeqs by chat, the last that was acknowledged
 */
public record FilledChats(String run, long messages, List<String> chatIds, List<Long> highestSeqs) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final FilledChats NONE = new FilledChats("", 0, List.of(), List.of());

    /** In how many of them the newest acknowledged message is not where it was. */
    public long missingIn(Target target, LoadOptions options) {
        try (Users users = new Users(target.url(), run, options.threads())) {
            return Flux.fromStream(IntStream.range(0, chatIds.size()).boxed())
                    .flatMap(chat -> isThere(users, chat), Users.AT_ONCE)
                    .filter(there -> !there)
                    .count()
                    .blockOptional(PATIENCE)
                    .orElse(0L);
        }
    }

    private Mono<Boolean> isThere(Users users, int chat) {
        String question = "{\"chatId\":\"" + chatIds.get(chat) + "\",\"limit\":1}";
        return users.connect("writer", chat)
                .flatMap(wire -> wire.request(Route.HISTORY, question.getBytes(StandardCharsets.US_ASCII)))
                .map(page -> Json.read(page).path("items").path(0).path("seq").asLong(-1) >= highestSeqs.get(chat));
    }
}
