package io.parley.shared.refusal;

/** The user is no member of the chat. */
public final class NotAMember extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotAMember() {
        super(Problem.ofField(ErrorCode.NOT_A_MEMBER, "chatId", "You are not a member of this chat."));
    }
}
