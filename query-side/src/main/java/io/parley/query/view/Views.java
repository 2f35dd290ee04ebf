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

    private final MongoDatabase database;
    private final Clock clock;
    /** Views that were found away are not asked again for so long: each look costs a thread all of its patience. */
    private static final Duration BELIEVED_AWAY_FOR = Duration.ofMillis(300);

    private volatile Instant readyUntil = Instant.MIN;
    private volatile Instant awayUntil = Instant.MIN;

    public Views(@Qualifier(MongoConfiguration.FOR_QUERIES) MongoDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Answers from the views, or refuses with {@link Unavailable}. */
    public <T> T read(Supplier<T> query) {
        if (clock.instant().isBefore(awayUntil)) {
            throw away();
        }
        try {
            requireReady();
            return query.get();
        } catch (MongoClientException
                | MongoSocketException
                | MongoNotPrimaryException
                | MongoNodeIsRecoveringException e) {
            awayUntil = clock.instant().plus(BELIEVED_AWAY_FOR);
            Unavailable refusal = away();
            refusal.addSuppressed(e);
            throw refusal;
        }
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
