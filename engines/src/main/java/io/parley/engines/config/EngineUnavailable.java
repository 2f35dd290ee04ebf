package io.parley.engines.config;

import org.jspecify.annotations.Nullable;

/** An engine that is missing or set up wrongly, in two sentences for the person who has to mend it. */
public final class EngineUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    public EngineUnavailable(String cause, String remedy, @Nullable Throwable because) {
        super(cause, because);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
