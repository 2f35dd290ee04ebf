package io.parley.load;

import java.util.UUID;

/** Carries a message's number in its clientMsgId (a version 4 UUID), so that receivers need no table. */
final class MessageNumbers {
    private static final long VERSION_4 = 0x0000_0000_0000_4000L;
    private static final long WITHOUT_VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long NUMBER = 0x3FFF_FFFF_FFFF_FFFFL;

    private final long run;

    MessageNumbers(long run) {
        this.run = (run & WITHOUT_VERSION) | VERSION_4;
    }

    UUID id(long number) {
        return new UUID(run, VARIANT | number);
    }

    /** The number in an id of this run, -1 for any other id. */
    long number(String clientMsgId) {
        UUID id = UUID.fromString(clientMsgId);
        return id.getMostSignificantBits() == run ? id.getLeastSignificantBits() & NUMBER : -1;
    }
}
