package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.parley.shared.chat.ChatId;

/** More was missed than the stream replays: page {@code fromSeq} to {@code toSeq} (inclusive) with history. */
@JsonTypeName("GAP")
public record GapEnvelope(ChatId chatId, long fromSeq, long toSeq) implements Envelope {}
