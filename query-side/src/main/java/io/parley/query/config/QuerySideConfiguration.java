package io.parley.query.config;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that the query side consists of. */
@Configuration(proxyBeanMethods = false)
@ComponentScan({
    "io.parley.query.timeline",
    "io.parley.query.inbox",
    "io.parley.query.member",
    "io.parley.query.receipt",
    "io.parley.query.view"
})
public class QuerySideConfiguration {}
