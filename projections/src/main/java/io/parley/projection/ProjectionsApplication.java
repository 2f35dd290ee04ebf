package io.parley.projection;

import io.parley.engines.config.EnginesConfiguration;
import io.parley.projection.config.ProjectionsConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The projections role as a process of its own. Knows no users with passwords, so Boot need not make one up. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = ReactiveUserDetailsServiceAutoConfiguration.class)
@Import({EnginesConfiguration.class, ProjectionsConfiguration.class, ProcessSecurity.class})
public class ProjectionsApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ProjectionsApplication.class, arguments);
    }
}
