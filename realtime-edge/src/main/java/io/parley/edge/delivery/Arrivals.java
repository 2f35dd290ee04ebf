package io.parley.edge.delivery;

/**
 * Which of this node's pushes came. Their numbers are dense within an era, and each era begins far above the former: what
 * is still under way from before a new registration counts for nothing. For the listener's thread and the hub's.
 */
final class Arrivals {
    static final long ERA = 1_000_000_000L;

    private long begin;
    private long last;

    /** A new era, in which nothing has come yet; returns the number that the first push comes after. */
    synchronized long beginEra() {
        begin = (last / ERA + 1) * ERA;
        last = begin;
        return begin;
    }

    synchronized long begin() {
        return begin;
    }

    /** How many pushes were lost before this one. */
    synchronized long arrived(long number) {
        if (number <= last) {
            return 0;
        }
        long lost = number - last - 1;
        last = number;
        return lost;
    }

    /** Counts all up to this one as lost that did not come, and says how many they are. */
    synchronized long giveUp(long upTo) {
        long lost = Math.max(0, upTo - last);
        last = Math.max(last, upTo);
        return lost;
    }
}
