package io.parley.load;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Who talks to whom. Message numbers run from 0 without a hole; {@link MessageNumbers} hides them in ids. */
interface Workload {
    /** Connects everyone and opens their streams; completes when all are caught up. */
    Mono<Void> prepare();

    /** Sends one message; completes with its ACK. */
    Mono<Void> send(long number, UUID clientMsgId);

    /** How many streams get each message that the measurement counts. */
    int receiversPerMessage();
}
