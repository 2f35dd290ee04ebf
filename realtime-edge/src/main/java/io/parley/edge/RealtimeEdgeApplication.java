package io.parley.edge;

import io.parley.edge.config.RealtimeEdgeConfiguration;
import io.parley.engines.config.EnginesConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The edge as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EnginesConfiguration.class, RealtimeEdgeConfiguration.class})
public class RealtimeEdgeApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(RealtimeEdgeApplication.class, arguments);
    }
}
