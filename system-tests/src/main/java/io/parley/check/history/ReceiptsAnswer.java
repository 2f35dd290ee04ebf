package io.parley.check.history;

import java.util.Set;

/**
 * An answer to the query {@code receipts}.
 *
 * @param atTheEnd asked when all was quiet, so that it must agree with the marks
 */
public record ReceiptsAnswer(
        String chatId, long seq, boolean atTheEnd, Set<String> members, Set<String> delivered, Set<String> read) {}
