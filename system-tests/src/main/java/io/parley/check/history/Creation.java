package io.parley.check.history;

/**
 * An answered creation of a chat.
 *
 * @param userId who created it or asked for it
 * @param name what makes it the same chat: the two users of a direct one, creator and clientChatId of a group
 */
public record Creation(String userId, String name, String chatId) {}
