package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** The one place that says how the stand-in stores its documents. */
final class StandInBackend {
    private StandInBackend() {}

    static MongoBackend create() {
        return new MemoryBackend();
    }
}
