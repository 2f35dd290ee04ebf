package io.parley.shared.chat;

/** Sizes that the edge and the aggregate check alike. */
public final class ChatLimits {
    /** Unicode code points of a title. */
    public static final int TITLE_CODE_POINTS = 200;
    /** User ids in one command. */
    public static final int USERS_PER_COMMAND = 1_000;

    public static final int GROUP_MEMBERS = 10_000;
    public static final int CLIENT_CHAT_ID_CHARACTERS = 64;

    private ChatLimits() {}
}
