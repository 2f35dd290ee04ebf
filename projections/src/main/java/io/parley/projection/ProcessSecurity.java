package io.parley.projection;

import io.parley.projection.admin.AdminProblems;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/**
 * Closes every path that nobody has opened, where the projections are a process of their own. Together with other roles
 * that is the edge's matter.
 */
@Configuration(proxyBeanMethods = false)
class ProcessSecurity {
    private static final Problem CLOSED =
            Problem.of(ErrorCode.FORBIDDEN, "There is nothing here but /admin, health, info and metrics.");

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityWebFilterChain closedChain(ServerHttpSecurity http) {
        return http.authorizeExchange(paths -> paths.pathMatchers(
                                "/actuator/health",
                                "/actuator/health/**",
                                "/actuator/info",
                                "/actuator/metrics",
                                "/actuator/metrics/**",
                                "/actuator/prometheus")
                        .permitAll()
                        .anyExchange()
                        .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, error) -> AdminProblems.write(exchange.getResponse(), CLOSED))
                        .accessDeniedHandler((exchange, error) -> AdminProblems.write(exchange.getResponse(), CLOSED)))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }
}
