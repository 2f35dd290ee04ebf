package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;

/** The one place that says how the stand-in stores its documents. */
final class StandInBackend {
    private StandInBackend() {}

    static MongoBackend create() {
        return new OrderedMemoryBackend();
    }
}
