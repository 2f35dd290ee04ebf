package io.parley.check.history;

/** What a user's inbox said of a chat when all was quiet. */
public record InboxRow(String userId, String chatId, long lastSeq, long readSeq, long unread) {}
