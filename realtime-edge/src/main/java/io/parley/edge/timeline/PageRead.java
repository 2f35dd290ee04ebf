package io.parley.edge.timeline;

import io.parley.shared.chat.ChatId;

/**
 * A page that a stream needs.
 *
 * @param next its first seq
 * @param bytes of content at which it ends early
 * @param known the highest seq that is known to exist
 */
record PageRead(ChatId chatId, long next, int limit, int bytes, long known) {}
