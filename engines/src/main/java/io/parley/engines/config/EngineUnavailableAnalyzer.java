package io.parley.engines.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the two sentences of {@link EngineUnavailable} instead of a stack trace. */
final class EngineUnavailableAnalyzer extends AbstractFailureAnalyzer<EngineUnavailable> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EngineUnavailable cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
