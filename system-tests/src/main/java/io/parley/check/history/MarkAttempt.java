package io.parley.check.history;

/** One confirmation that a device sent. */
public record MarkAttempt(
        String userId,
        String device,
        String chatId,
        MarkType type,
        long seq,
        long startedNanos,
        long endedNanos,
        Outcome outcome) {}
