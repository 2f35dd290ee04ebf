package io.parley.check.history;

/**
 * One try to send one message; the same {@code clientMsgId} is tried until it is answered, and sometimes again.
 *
 * @param altered it was sent with another content than the first time, on purpose
 * @param startedNanos of the run's clock, like all times here
 */
public record Attempt(
        String userId,
        String device,
        String chatId,
        String clientMsgId,
        boolean altered,
        long startedNanos,
        long endedNanos,
        Outcome outcome) {
    /** Who sends what where: the name of a message before the server has given it one. */
    public record Key(String userId, String chatId, String clientMsgId) {
        @Override
        public String toString() {
            return "clientMsgId " + clientMsgId + " of " + userId + " in chat " + chatId;
        }
    }

    public Key key() {
        return new Key(userId, chatId, clientMsgId);
    }
}
