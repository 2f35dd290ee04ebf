package io.parley.query;

import io.parley.engines.config.EnginesConfiguration;
import io.parley.query.config.QuerySideConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The query side as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EnginesConfiguration.class, QuerySideConfiguration.class})
public class QuerySideApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(QuerySideApplication.class, arguments);
    }
}
