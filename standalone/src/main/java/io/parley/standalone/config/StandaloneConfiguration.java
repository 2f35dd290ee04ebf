package io.parley.standalone.config;

import io.parley.command.config.CommandSideConfiguration;
import io.parley.edge.config.RealtimeEdgeConfiguration;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.projection.config.ProjectionsConfiguration;
import io.parley.query.config.QuerySideConfiguration;
import io.parley.standalone.token.DevTokenConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The same configurations as in the four applications, and development tokens besides. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    EnginesConfiguration.class,
    CommandSideConfiguration.class,
    ProjectionsConfiguration.class,
    QuerySideConfiguration.class,
    RealtimeEdgeConfiguration.class,
    DevTokenConfiguration.class
})
public class StandaloneConfiguration {}
