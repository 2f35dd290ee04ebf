package io.parley.load.conversation;

import io.parley.load.measure.Measurements;
import org.jspecify.annotations.Nullable;

/** What is measured just now; nothing in between. */
final class Running {
    private volatile @Nullable Measurements measurements;

    void set(Measurements now) {
        measurements = now;
    }

    @Nullable
    Measurements get() {
        return measurements;
    }

    void failed(String cause) {
        Measurements now = measurements;
        if (now != null) {
            now.failed(cause);
        }
    }
}
