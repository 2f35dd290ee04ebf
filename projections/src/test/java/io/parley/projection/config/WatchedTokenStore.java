package io.parley.projection.config;

import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jspecify.annotations.Nullable;

/** Lets a test look around at the moment when a token is stored. */
final class WatchedTokenStore implements TokenStore {
    private final TokenStore store;
    private final ObjIntConsumer<TrackingToken> watcher;

    WatchedTokenStore(TokenStore store, ObjIntConsumer<TrackingToken> watcher) {
        this.store = store;
        this.watcher = watcher;
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        if (token != null) {
            watcher.accept(token, segment);
        }
        store.storeToken(token, processor, segment);
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        store.initializeTokenSegments(processor, segments, initial);
    }

    @Override
    public void initializeTokenSegments(String processor, int segments) {
        store.initializeTokenSegments(processor, segments);
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        store.initializeSegment(token, processor, segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        return store.fetchToken(processor, segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, Segment segment) {
        return store.fetchToken(processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        store.extendClaim(processor, segment);
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        store.releaseClaim(processor, segment);
    }

    @Override
    public void deleteToken(String processor, int segment) {
        store.deleteToken(processor, segment);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return store.requiresExplicitSegmentInitialization();
    }

    @Override
    public int[] fetchSegments(String processor) {
        return store.fetchSegments(processor);
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        return store.fetchAvailableSegments(processor);
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return store.retrieveStorageIdentifier();
    }
}
