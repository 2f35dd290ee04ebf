package io.parley.engines.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.Test;

class QuickIdentifiersTest {
    @Test
    void areWhatAxonTakes() {
        assertThat(IdentifierFactory.getInstance()).isInstanceOf(QuickIdentifiers.class);
    }

    @Test
    void areUuidsThatDoNotMeetAgainOnAnyThread() {
        Set<UUID> seen = ConcurrentHashMap.newKeySet();
        IdentifierFactory identifiers = IdentifierFactory.getInstance();
        IntStream.range(0, 100_000)
                .parallel()
                .forEach(i -> seen.add(UUID.fromString(identifiers.generateIdentifier())));
        assertThat(seen).hasSize(100_000);
    }
}
