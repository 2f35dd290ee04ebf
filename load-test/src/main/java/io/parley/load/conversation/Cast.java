package io.parley.load.conversation;

import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import reactor.core.publisher.Mono;

/** Makes the chats of a workload and connects their people. */
interface Cast {
    /** Done when all are connected and their streams are live. */
    Mono<Conversation> prepare(Users users, LoadOptions options);

    /** In words, e.g. "one-to-one, 400 pairs". */
    String title(LoadOptions options);
}
