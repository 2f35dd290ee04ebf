package io.parley.query.config;

import io.parley.engines.mongo.MongoConfiguration;
import io.parley.query.inbox.InboxProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything that the query side consists of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
@Import(MongoConfiguration.class)
@ComponentScan({
    "io.parley.query.timeline",
    "io.parley.query.inbox",
    "io.parley.query.member",
    "io.parley.query.receipt",
    "io.parley.query.view"
})
public class QuerySideConfiguration {}
