package io.parley.engines.mongo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the views are.
 *
 * @param uri a MongoDB connection string; its path names the database
 * @param serverSelectionMillis how long an operation waits for a primary; below our own deadlines, so that an absent
 *     server is an answer and not a hang
 * @param readMillis how long an operation waits for its answer
 */
@ConfigurationProperties("parley.mongo")
public record MongoProperties(
        String uri,
        @DefaultValue("1500") int serverSelectionMillis,
        @DefaultValue("10000") int readMillis) {}
