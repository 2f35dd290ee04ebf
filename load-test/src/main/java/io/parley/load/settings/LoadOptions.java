package io.parley.load.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much load of which shape. Sizes grow with {@link #grownBy}, rates do not. */
public final class LoadOptions {
    private static final double DEFAULT_RATE = 100;

    @Option(
            names = "--rate",
            description = "Messages or pages a second in all, sent whether the server keeps up or not (default: 100).")
    private @Nullable Double rate;

    @Option(
            names = "--closed",
            description = "Closed loop instead: each sender sends when its ACK has come. Gives the most that so many"
                    + " senders get, and service latencies.")
    private boolean closed;

    @Option(
            names = {"--senders", "--pairs"},
            paramLabel = "N",
            description = "Senders: one-to-one, each with a receiver of its own (default: 10), hot-chat (64),"
                    + " group (10), pages (16 readers).")
    private @Nullable Integer senders;

    @Option(names = "--members", paramLabel = "N", description = "group: members of the group (default: 100).")
    private int members = 100;

    @Option(
            names = "--online",
            paramLabel = "N",
            description = "group: members with an open stream (default: all, at most 1,000).")
    private @Nullable Integer online;

    @Option(names = "--seconds", description = "How long to measure (default: 20).")
    private int seconds = 20;

    @Option(names = "--warmup", description = "Seconds before that, not measured (default: 5).")
    private int warmup = 5;

    @Option(names = "--receipts", description = "Receivers confirm what they read.")
    private boolean receipts;

    @Option(
            names = "--sender-streams",
            description = "one-to-one: senders keep a stream open, too; what comes on it is not counted.")
    private boolean senderStreams;

    @Option(names = "--text-bytes", paramLabel = "N", description = "Length of a text (default: 300).")
    private int textBytes = 300;

    @Option(
            names = "--fill",
            paramLabel = "N",
            description = "Store N messages in other chats before measuring (default: 0; replay: 100000).")
    private int fill;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long to wait at the end for what is still under way (default: 30).")
    private int drain = 30;

    @Option(names = "--threads", paramLabel = "N", description = "Event loops of the generator (default: 1).")
    private int threads = 1;

    private int factor = 1;

    /** The same with that many times the users, chats and stored messages. */
    public void grownBy(int times) {
        factor = times;
    }

    /** What is wrong with it, or null. */
    public @Nullable String complaint() {
        if (rate() <= 0 || seconds <= 0 || warmup < 0 || textBytes <= 0 || threads <= 0 || fill < 0 || drain <= 0) {
            return "--rate, --seconds, --text-bytes, --threads and --drain must be above 0, --warmup and --fill not below"
                    + " it";
        }
        if (senders(1) <= 0 || members < 2 || online() <= 0) {
            return "--senders and --online must be above 0, --members at least 2";
        }
        return rate() * (seconds + warmup) < Integer.MAX_VALUE
                ? null
                : "That many messages do not fit; lower --rate or --seconds";
    }

    public double rate() {
        return rate == null ? DEFAULT_RATE : rate;
    }

    /** Whether the loop is closed; where nothing was said of rates, as that workload has it. */
    public boolean closed(boolean otherwise) {
        return closed || (otherwise && rate == null);
    }

    public int senders(int otherwise) {
        return senders == null ? otherwise : senders;
    }

    public int pairs() {
        return senders(10) * factor;
    }

    public int members() {
        return members * factor;
    }

    public int online() {
        int most = Math.min(members(), 1000);
        return online == null ? most : Math.min(online * factor, members());
    }

    public int seconds() {
        return seconds;
    }

    public int warmup() {
        return warmup;
    }

    public boolean receipts() {
        return receipts;
    }

    public boolean senderStreams() {
        return senderStreams;
    }

    public int textBytes() {
        return textBytes;
    }

    public int fill(int otherwise) {
        return (fill > 0 ? fill : otherwise) * factor;
    }

    public Duration drain() {
        return Duration.ofSeconds(drain);
    }

    public int threads() {
        return threads;
    }

    public int factor() {
        return factor;
    }
}
