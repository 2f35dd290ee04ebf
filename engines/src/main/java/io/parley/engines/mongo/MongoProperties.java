package io.parley.engines.mongo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the views are.
 *
 * @param uri a MongoDB connection string; its path names the database
 * @param serverSelectionMillis how long an operation waits for a primary; below our own deadlines, so that an absent
 *     server is an answer and not a hang
 * @param readMillis how long an operation waits for its answer; a line that is stalled and not cut ends by this alone
 * @param queryMillis how long a read for a query takes altogether, waiting for a server and trying again included
 */
@ConfigurationProperties("parley.mongo")
public record MongoProperties(
        String uri,
        @DefaultValue("1500") int serverSelectionMillis,
        @DefaultValue("4000") int readMillis,
        @DefaultValue("2000") int queryMillis) {}
