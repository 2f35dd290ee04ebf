package io.parley.client.demo;

import java.io.Serial;

/** Something that should have been seen was not, in time. */
final class StageFright extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StageFright(String message, Throwable cause) {
        super(message, cause);
    }
}
