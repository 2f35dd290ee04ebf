package io.parley.engines.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.axonframework.common.IdentifierFactory;

/**
 * Identifiers of Axon's messages: names that must not meet again, and no secrets. Axon takes each from the one secure
 * generator of the process, for which all threads stand in line; here each thread has a generator of its own, with a
 * state of 384 bits that is seeded from the secure one.
 */
public final class QuickIdentifiers extends IdentifierFactory {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L128X256MixRandom");
    private static final int SEED_BYTES = 48;

    private final ThreadLocal<RandomGenerator> randomness =
            ThreadLocal.withInitial(() -> GENERATORS.create(SecureRandom.getSeed(SEED_BYTES)));

    @Override
    public String generateIdentifier() {
        RandomGenerator random = randomness.get();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
