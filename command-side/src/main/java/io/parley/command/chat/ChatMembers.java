package io.parley.command.chat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Answers other aggregates' questions about a chat from the aggregate itself, under its lock: in one order with sends and
 * removals, where a view could lag.
 */
public class ChatMembers {
    private final Repository<Chat> chats;

    ChatMembers(Repository<Chat> chats) {
        this.chats = chats;
    }

    /** Where a member stands in its chat; refuses strangers. */
    public Standing standing(ChatId chatId, UserId user) {
        Aggregate<Chat> chat = chats.load(chatId.value());
        return chat.invoke(state -> new Standing(state.member(user).joinedSeq(), state.headSeq()));
    }

    /** What a mark is checked against: the member's first seq and the timeline's end. */
    public record Standing(long joinedSeq, long headSeq) {}
}
