package io.parley.standalone.token;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Signs tokens for whoever asks: for development only. */
final class DevTokenIssuer {
    private final JwtEncoder encoder;
    private final Clock clock;

    DevTokenIssuer(JwtEncoder encoder, Clock clock) {
        this.encoder = encoder;
        this.clock = clock;
    }

    String issue(DevTokenRequest request) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer("parley-dev")
                .subject(request.userId())
                .claim("scope", request.scope())
                .issuedAt(now)
                .expiresAt(wholeSecondsUp(now.plusSeconds(request.ttlSeconds())))
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** A token counts whole seconds; rounded down, one for a second would be born expired. */
    private static Instant wholeSecondsUp(Instant instant) {
        Instant down = instant.truncatedTo(ChronoUnit.SECONDS);
        return down.equals(instant) ? down : down.plusSeconds(1);
    }
}
