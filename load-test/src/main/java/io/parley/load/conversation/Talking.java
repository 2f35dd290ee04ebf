package io.parley.load.conversation;

import io.parley.load.measure.MessageNumbers;
import io.parley.load.report.Figure;
import io.parley.load.report.Result;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs a workload of messages: fills the store, prepares, measures. */
public final class Talking {
    public static final Talking ONE_TO_ONE = new Talking(new OneToOne(), false);
    public static final Talking GROUP = new Talking(new Group(), false);
    public static final Talking HOT_CHAT = new Talking(new HotChat(), true);

    private static final Duration PREPARE_TIMEOUT = Duration.ofMinutes(5);
    private static final double MILLIS = 1000;
    private static final String SECONDS = "s after the last send";

    private final Cast cast;
    private final boolean usuallyClosed;

    private Talking(Cast cast, boolean usuallyClosed) {
        this.cast = cast;
        this.usuallyClosed = usuallyClosed;
    }

    public List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException {
        long filled = fill(target, options);
        long run = new SecureRandom().nextLong();
        try (Users users = new Users(target.url(), Long.toHexString(run), options.threads())) {
            System.err.println("preparing " + cast.title(options));
            Conversation conversation = prepared(cast, users, options);
            Measuring measuring = new Measuring(conversation, new MessageNumbers(run), target.cpu(), options.drain());
            boolean closed = options.closed(usuallyClosed);
            Outcome outcome = closed
                    ? measuring.closed(options.warmup(), options.seconds())
                    : measuring.open(options.rate(), options.warmup(), options.seconds(), () -> false);
            return List.of(result(title(options, closed), options, outcome, filled + outcome.accepted()));
        }
    }

    /** Stores what was asked for; how many messages that are. */
    public static long fill(Target target, LoadOptions options) throws IOException, InterruptedException {
        return filled(target, options, options.fill(0)).messages();
    }

    /** Stores so many messages. */
    public static FilledChats filled(Target target, LoadOptions options, int messages)
            throws IOException, InterruptedException {
        if (messages == 0) {
            return FilledChats.NONE;
        }
        long run = new SecureRandom().nextLong();
        try (Users users = new Users(target.url(), Long.toHexString(run), options.threads())) {
            System.err.println("filling the store with " + messages + " messages");
            Conversation conversation = prepared(new Fill(), users, options);
            Measuring measuring = new Measuring(conversation, new MessageNumbers(run), target.cpu(), options.drain());
            Outcome outcome = measuring.fill(messages);
            return new FilledChats(
                    Long.toHexString(run), outcome.accepted(), conversation.chatIds(), outcome.highestSeqs());
        }
    }

    static Conversation prepared(Cast cast, Users users, LoadOptions options) throws IOException {
        Conversation conversation = cast.prepare(users, options).block(PREPARE_TIMEOUT);
        if (conversation == null) {
            throw new IOException("nobody came to talk");
        }
        return conversation;
    }

    private String title(LoadOptions options, boolean closed) {
        return String.format(
                Locale.ROOT,
                "%s, %d bytes, receipts %s, %d s after %d s of warm-up%n%s",
                cast.title(options),
                options.textBytes(),
                options.receipts() ? "on" : "off",
                options.seconds(),
                options.warmup(),
                closed
                        ? "closed loop: each sends when its ACK has come, latencies are those of the service alone"
                        : String.format(
                                Locale.ROOT,
                                "open loop: %,.0f/s offered, latencies from when a message was due",
                                options.rate()));
    }

    private static Result result(String title, LoadOptions options, Outcome outcome, long stored) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("all delivered", outcome.deliveryLag().toMillis() / MILLIS, SECONDS));
        Duration views = outcome.viewLag();
        figures.add(new Figure("views show all", views == null ? Double.NaN : views.toMillis() / MILLIS, SECONDS));
        figures.add(new Figure("stored messages", stored, "by this run"));
        return new Result(title, options.factor(), outcome.rates(), figures, outcome.faults(), outcome.cost());
    }
}
