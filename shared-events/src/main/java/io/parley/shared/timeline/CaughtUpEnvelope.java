package io.parley.shared.timeline;

/**
 * Everything up to now was sent; what follows is live.
 *
 * @param chats how many chats were looked at
 * @param resume opaque, for the next stream
 */
public record CaughtUpEnvelope(int chats, String resume) implements Envelope {}
