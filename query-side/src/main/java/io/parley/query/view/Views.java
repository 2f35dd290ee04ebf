package io.parley.query.view;

import com.mongodb.MongoClientException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.parley.engines.mongo.MongoConfiguration;
import io.parley.engines.mongo.ViewSchema;
import io.parley.shared.refusal.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The gate before every query: views that are away or not complete yet refuse instead of answering wrongly. */
@Component
public class Views {
    private static final long REBUILD_RETRY_MS = 500;
    private static final long OUTAGE_RETRY_MS = 1_000;
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
    /** Views that were found away are not asked again for so long: each look costs a thread all of its patience. */
    private static final Duration BELIEVED_AWAY_FOR = Duration.ofMillis(300);

    private final MongoDatabase database;
    private final Clock clock;
    /** How many queries were answered; what fails while this grows is one slow query and no outage. */
    private final AtomicLong answered = new AtomicLong();

    private volatile Instant readyUntil = Instant.MIN;
    private volatile Outage outage = Outage.NONE;

    public Views(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a query that failed says of all others.
     *
     * @param answered how many queries had been answered when it began; with one more, the views are there
     */
    private record Outage(Instant until, long answered) {
        private static final Outage NONE = new Outage(Instant.MIN, 0);
    }

    /**
     * Answers from the views, or refuses with {@link Unavailable}. After a query that found them away others are refused
     * at once for a moment, unless one has been answered since that query began.
     */
    public <T> T read(Supplier<T> query) {
        long answeredBefore = answered.get();
        if (isAway(answeredBefore)) {
            throw away();
        }
        try {
            requireReady();
            T answer = query.get();
            answered.incrementAndGet();
            return answer;
        } catch (MongoClientException
                | MongoSocketException
                | MongoNotPrimaryException
                | MongoNodeIsRecoveringException e) {
            if (answered.get() == answeredBefore) {
                outage = new Outage(clock.instant().plus(BELIEVED_AWAY_FOR), answeredBefore);
            }
            Unavailable refusal = away();
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private boolean isAway(long answeredNow) {
        Outage last = outage;
        return answeredNow == last.answered() && clock.instant().isBefore(last.until());
    }

    private void requireReady() {
        Instant now = clock.instant();
        if (now.isBefore(readyUntil)) {
            return;
        }
        Document state = database.getCollection(ViewSchema.Views.COLLECTION)
                .find(Filters.eq(ViewSchema.ID, ViewSchema.Views.TIMELINE_GROUP))
                .first();
        if (state == null || !state.getBoolean(ViewSchema.Views.READY, false)) {
            throw new Unavailable("The views are being rebuilt from the events; try again shortly.", REBUILD_RETRY_MS);
        }
        readyUntil = now.plus(TRUSTED_FOR);
    }

    private static Unavailable away() {
        return new Unavailable("The views cannot be reached; try again shortly.", OUTAGE_RETRY_MS);
    }
}
