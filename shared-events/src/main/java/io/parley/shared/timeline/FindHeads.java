package io.parley.shared.timeline;

import io.parley.shared.chat.ChatId;
import java.util.List;

/** The last seq of each chat that the view knows; asked by edge nodes only, so it checks no membership. */
public record FindHeads(List<ChatId> chatIds) {
    public record Heads(List<Head> heads) {}

    public record Head(ChatId chatId, long headSeq) {}
}
