package io.parley.shared;

/**
 * Which threads come first where processors are short. The JVM tells the system of priorities where it is started with
 * {@code -XX:ThreadPriorityPolicy=1}; elsewhere all are equal.
 */
public final class ThreadRank {
    /**
     * For what no sender waits for: delivery, views and setups. On Linux a nice value of 4, which leaves them four tenths
     * of a share.
     */
    public static final int BEHIND_SENDERS = Thread.MIN_PRIORITY;

    private ThreadRank() {}
}
