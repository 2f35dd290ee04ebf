package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.edge.world.Tokens;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Forbidden;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.threeten.extra.MutableClock;
import reactor.core.publisher.Mono;

class KnownTokensTest {
    private final Tokens issuer = new Tokens();
    private final AtomicInteger verified = new AtomicInteger();
    private final MutableClock time = MutableClock.of(Instant.now(), ZoneOffset.UTC);
    private boolean withdrawn;
    private final KnownTokens known = new KnownTokens(
            token -> {
                verified.incrementAndGet();
                return withdrawn
                        ? Mono.error(new BadJwtException("withdrawn"))
                        : issuer.decoder().decode(token);
            },
            time);

    @Test
    void aTokenIsVerifiedOnce() {
        String token = issuer.of("alice");

        assertThat(bearer(token)).isEqualTo(bearer(token));
        assertThat(bearer(token).userId()).isEqualTo(new UserId("alice"));
        assertThat(verified).hasValue(1);
    }

    @Test
    void anotherTokenOfTheSameUserIsVerifiedToo() {
        bearer(issuer.of("alice", "chat", Duration.ofHours(1)));
        bearer(issuer.of("alice", "chat", Duration.ofHours(2)));

        assertThat(verified).hasValue(2);
    }

    @Test
    void aForgedSignatureIsNotKnown() {
        String token = issuer.of("alice");
        bearer(token);
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";

        assertThatThrownBy(() -> bearer(forged)).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> bearer(forged)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aTokenThatMayNotChatIsRefusedEachTime() {
        String token = issuer.of("alice", "audit", Duration.ofHours(1));

        assertThatThrownBy(() -> bearer(token)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> bearer(token)).isInstanceOf(Forbidden.class);
    }

    @Test
    void aKnownTokenThatExpiresIsKnownNoMore() {
        String token = issuer.of("alice", "chat", Duration.ofMinutes(2));
        bearer(token);
        withdrawn = true;

        time.add(Duration.ofMinutes(1));
        assertThat(bearer(token).userId()).isEqualTo(new UserId("alice"));
        time.add(Duration.ofMinutes(1));
        assertThatThrownBy(() -> bearer(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aKeyThatIsWithdrawnIsSoForKnownTokensSoon() {
        String token = issuer.of("alice");
        bearer(token);
        withdrawn = true;

        time.add(KnownTokens.KNOWN_FOR);

        assertThatThrownBy(() -> bearer(token)).isInstanceOf(BadJwtException.class);
    }

    private KnownTokens.Bearer bearer(String token) {
        return known.bearer(token).blockOptional().orElseThrow();
    }
}
