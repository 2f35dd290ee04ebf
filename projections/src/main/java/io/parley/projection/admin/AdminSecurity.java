package io.parley.projection.admin;

import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import reactor.core.publisher.Mono;

/** Who may work on dead letters: tokens with the scope admin. Rules that path alone. */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {
    private static final Problem UNAUTHENTICATED = Problem.of(
            ErrorCode.UNAUTHENTICATED,
            "Send a valid token with the scope admin: Authorization: Bearer and the token. Where no issuer is"
                    + " configured, no token is valid.");
    private static final Problem FORBIDDEN =
            Problem.of(ErrorCode.FORBIDDEN, "This token may not do that; /admin needs the scope admin.");

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain adminChain(ServerHttpSecurity http, ObjectProvider<ReactiveJwtDecoder> issuers) {
        ServerAuthenticationEntryPoint unauthenticated =
                (exchange, error) -> AdminProblems.write(exchange.getResponse(), UNAUTHENTICATED);
        ServerAccessDeniedHandler forbidden =
                (exchange, error) -> AdminProblems.write(exchange.getResponse(), FORBIDDEN);
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/admin/**"))
                .authorizeExchange(paths -> paths.anyExchange().hasAuthority("SCOPE_admin"))
                .oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtDecoder(decoder(issuers)))
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(forbidden))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(forbidden))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }

    /** A role that was never told who issues tokens starts all the same and lets nobody in here. */
    private static ReactiveJwtDecoder decoder(ObjectProvider<ReactiveJwtDecoder> issuers) {
        return issuers.getIfAvailable(() -> token -> Mono.error(new BadJwtException("No issuer is configured.")));
    }
}
