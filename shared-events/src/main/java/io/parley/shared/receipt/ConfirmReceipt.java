package io.parley.shared.receipt;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import org.axonframework.commandhandling.RoutingKey;

/** A member has received or read everything up to {@code upTo}; cumulative, never moves back. */
public record ConfirmReceipt(@RoutingKey ChatId chatId, UserId userId, ReceiptType type, long upTo) {}
