package io.parley.engines.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Redis is.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}, with user and password if it asks for them
 */
@ConfigurationProperties("parley.redis")
public record RedisProperties(String url) {}
