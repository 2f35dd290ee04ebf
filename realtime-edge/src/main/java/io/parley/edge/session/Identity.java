package io.parley.edge.session;

import io.parley.edge.problem.Refused;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Forbidden;
import io.parley.shared.refusal.Invalid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who a verified token speaks for. */
public final class Identity {
    public static final String CHAT = "chat";

    private Identity() {}

    /** The user of a token that may chat. */
    public static UserId chatting(Jwt token) {
        if (!hasScope(token.getClaims().get("scope"))) {
            throw new Forbidden("This token lacks the scope chat.");
        }
        return userId(token);
    }

    public static UserId userId(Jwt token) {
        @Nullable String subject = token.getSubject();
        try {
            return new UserId(subject == null ? "" : subject);
        } catch (Invalid e) {
            throw Refused.unauthenticated(
                    "The token's subject must be a user id: 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen.");
        }
    }

    private static boolean hasScope(@Nullable Object scope) {
        return scope instanceof String words && Arrays.asList(words.split(" ")).contains(CHAT);
    }
}
