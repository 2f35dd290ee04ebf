package io.parley.load.conversation;

import io.parley.load.measure.MessageNumbers;
import io.parley.load.report.Result;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One-to-one senders who go on at their rate, whatever else happens to the server; measured as often as one likes. */
public final class CalmSenders implements AutoCloseable {
    /** Another number in the bits that a UUID's version leaves free. */
    private static final long NEXT_RUN = 1L << 32;

    private final Target target;
    private final LoadOptions options;
    private final Users users;
    private final Conversation conversation;
    private long run;

    public CalmSenders(Target target, LoadOptions options) throws IOException {
        this.target = target;
        this.options = options;
        this.run = new SecureRandom().nextLong();
        this.users = new Users(target.url(), Long.toHexString(run), options.threads());
        this.conversation = Talking.prepared(new OneToOne(), users, options);
    }

    /** Measures for that time, or until it is enough. */
    public Result measure(String title, int warmup, int seconds, BooleanSupplier enough) throws InterruptedException {
        run += NEXT_RUN;
        Measuring measuring = new Measuring(conversation, new MessageNumbers(run), target.cpu(), options.drain());
        Outcome outcome = measuring.open(options.rate(), warmup, seconds, enough);
        return new Result(title, options.factor(), outcome.rates(), List.of(), outcome.faults(), outcome.cost());
    }

    @Override
    public void close() {
        users.close();
    }
}
