package io.parley.engines.mongo;

import com.mongodb.MongoException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A role that needs the views at its start and cannot reach them says so, instead of showing where the driver threw. */
final class MongoUnavailableAnalyzer extends AbstractFailureAnalyzer<MongoException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MongoException cause) {
        return new FailureAnalysis(
                "MongoDB, which holds the views, cannot be used: " + cause.getMessage(),
                "Check that the server runs, has a primary, and that PARLEY_MONGO_URI (or parley.mongo.uri) names it.",
                cause);
    }
}
