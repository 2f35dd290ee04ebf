package io.parley.projection.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the views are built.
 *
 * @param nodeId under which this node claims its segments; absent: process and host. A fixed one lets a node that was
 *     killed go on at once, and must never be shared by two.
 * @param segments into which the chats are divided when a group starts for the first time
 * @param threads that work on them
 */
@ConfigurationProperties("parley.projections")
record ProjectionsProperties(
        @Nullable String nodeId,
        @DefaultValue("4") int segments,
        @DefaultValue("2") int threads) {}
