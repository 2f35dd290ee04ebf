package io.parley.edge.rest;

import io.parley.edge.session.Identity;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;

/** Who may call what over HTTP. Last of all chains: what no other role has opened is closed here. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    private static final Problem UNAUTHENTICATED =
            Problem.of(ErrorCode.UNAUTHENTICATED, "Send a valid token: Authorization: Bearer and the token.");
    private static final Problem REJECTED =
            Problem.of(ErrorCode.INVALID, "This path, or a header, holds characters that no request needs.");
    private static final Problem FORBIDDEN = Problem.of(
            ErrorCode.FORBIDDEN, "This token may not do that; /api needs the scope chat, metrics the scope admin.");

    /** What Spring Security's firewall does not let in, such as encoded slashes, is answered as a problem, too. */
    @Bean
    ServerExchangeRejectedHandler rejected() {
        return (exchange, rejected) -> ProblemWriter.write(exchange.getResponse(), REJECTED);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityWebFilterChain apiChain(ServerHttpSecurity http) {
        ServerAuthenticationEntryPoint unauthenticated =
                (exchange, error) -> ProblemWriter.write(exchange.getResponse(), UNAUTHENTICATED);
        ServerAccessDeniedHandler forbidden =
                (exchange, error) -> ProblemWriter.write(exchange.getResponse(), FORBIDDEN);
        return http.authorizeExchange(paths -> paths.pathMatchers("/api/**")
                        .hasAuthority("SCOPE_" + Identity.CHAT)
                        .pathMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .pathMatchers("/actuator/prometheus", "/actuator/metrics", "/actuator/metrics/**")
                        .hasAuthority("SCOPE_admin")
                        .pathMatchers("/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml")
                        .permitAll()
                        .pathMatchers("/swagger-ui.html", "/swagger-ui/**", "/webjars/**")
                        .permitAll()
                        .anyExchange()
                        .denyAll())
                .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults())
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
}
