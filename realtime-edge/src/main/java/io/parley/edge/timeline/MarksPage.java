package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.shared.chat.ChatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks that were looked up.
 *
 * @param next where the next page goes on, null where there is none
 * @param since from when on the next look has to begin
 */
record MarksPage(List<LiveReceipt> receipts, @Nullable ChatId next, Instant since) {}
