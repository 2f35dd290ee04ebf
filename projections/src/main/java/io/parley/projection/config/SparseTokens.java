package io.parley.projection.config;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores where one processor is only so often: a token costs PostgreSQL a flush of its log, as a batch of messages does.
 * For a processor whose work may be repeated. After a crash it does once more what it did in that time, besides what was
 * under way; a token that waits is stored with the next one, when the claim is extended or released.
 */
final class SparseTokens extends JdbcTokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(SparseTokens.class);

    private final long pauseNanos;
    private final Map<Integer, Stored> claimed = new ConcurrentHashMap<>();

    /** @param pause at least between two tokens of a segment */
    SparseTokens(Builder settings, Duration pause) {
        super(settings);
        this.pauseNanos = pause.toNanos();
    }

    private record Stored(long nanos, @Nullable TrackingToken waiting) {}

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        Stored last = claimed.get(segment);
        if (last != null && System.nanoTime() - last.nanos < pauseNanos) {
            claimed.put(segment, new Stored(last.nanos, token));
        } else {
            super.storeToken(token, processor, segment);
            claimed.put(segment, new Stored(System.nanoTime(), null));
        }
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        claimed.remove(segment);
        return super.fetchToken(processor, segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, Segment segment) {
        claimed.remove(segment.getSegmentId());
        return super.fetchToken(processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        if (!storeWaiting(processor, segment)) {
            super.extendClaim(processor, segment);
        }
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        try {
            storeWaiting(processor, segment);
        } catch (UnableToClaimTokenException another) {
            LOG.debug("Segment {} of {} was taken over by another node, with its token.", segment, processor, another);
        } finally {
            claimed.remove(segment);
            super.releaseClaim(processor, segment);
        }
    }

    private boolean storeWaiting(String processor, int segment) {
        Stored last = claimed.get(segment);
        if (last == null || last.waiting == null) {
            return false;
        }
        super.storeToken(last.waiting, processor, segment);
        claimed.put(segment, new Stored(System.nanoTime(), null));
        return true;
    }
}
