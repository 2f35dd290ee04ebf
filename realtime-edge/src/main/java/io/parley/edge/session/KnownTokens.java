package io.parley.edge.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.shared.member.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Verifies the tokens of devices. Those that it verified lately it knows again: a signature costs more than all the rest
 * of a connection, and in a storm the same devices come back with the same tokens. A key that is withdrawn is so for
 * known tokens, too, once the short time is over for which they are known. Kept are digests, never tokens.
 */
@Component
final class KnownTokens {
    static final Duration KNOWN_FOR = Duration.ofMinutes(5);
    private static final int TOKENS = 100_000;
    private static final String DIGEST = "SHA-256";

    private final ReactiveJwtDecoder decoder;
    private final Clock clock;
    private final Cache<ByteBuffer, Bearer> known;

    KnownTokens(ReactiveJwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(TOKENS)
                .expireAfterWrite(KNOWN_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * Who a token that may chat speaks for.
     *
     * @param expiresAt null where it never ends
     */
    record Bearer(UserId userId, @Nullable Instant expiresAt) {
        private static Bearer of(Jwt token) {
            return new Bearer(Identity.chatting(token), token.getExpiresAt());
        }

        private boolean isExpired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    /** The token's bearer, or the decoder's error, or a refusal where it may not chat. */
    Mono<Bearer> bearer(String token) {
        ByteBuffer digest = digest(token);
        Bearer bearer = known.getIfPresent(digest);
        if (bearer != null && !bearer.isExpired(clock.instant())) {
            return Mono.just(bearer);
        }
        return decoder.decode(token).map(Bearer::of).doOnNext(verified -> known.put(digest, verified));
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance(DIGEST).digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + DIGEST, e);
        }
    }
}
