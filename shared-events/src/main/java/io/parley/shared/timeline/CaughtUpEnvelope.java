package io.parley.shared.timeline;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Everything up to now was sent; what follows is live.
 *
 * @param chats how many chats were looked at
 * @param resume opaque, for the next stream
 */
@JsonTypeName("CAUGHT_UP")
public record CaughtUpEnvelope(int chats, String resume) implements Envelope {}
