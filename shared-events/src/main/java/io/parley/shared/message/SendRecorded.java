package io.parley.shared.message;

import io.parley.shared.chat.ChatId;
import org.axonframework.serialization.Revision;

/**
 * Where the message of one send stands: the only event of a stream named by the send's key, for stores that keep no
 * unique key. No event of the chat, and nothing to show or to deliver.
 *
 * @param key digest of chat, sender and clientMsgId
 */
@Revision("1")
public record SendRecorded(String key, ChatId chatId, long seq) {}
